import { stringify } from 'yaml';

/** A person as the Playground needs to know them. `id` is the chat id (`29:…`), the same in every window. */
export interface WindowPerson {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
  readonly userPrincipalName: string;
  readonly mail?: string | undefined;
}

/** Who sits at a window, and whom that person sees. */
export interface WindowDescription {
  readonly you: WindowPerson;
  /** Exactly five: Playground 0.2.28 refuses any other number. */
  readonly others: readonly WindowPerson[];
  readonly bot: { readonly id: string; readonly name: string };
  readonly tenantId: string;
}

const OTHERS = 5;

/**
 * The text of a `.m365agentsplayground.yml` (schema 0.1.1, Playground 0.2.28; the misspelt `userPrincipleName` is
 * the schema's). Conversation ids carry the person's id: two windows are two services that do not know each other,
 * so no conversation may look as if it were in both. Throws when there are not exactly five others.
 */
export function describeWindow(window: WindowDescription): string {
  if (window.others.length !== OTHERS) {
    throw new Error(
      `The Playground needs exactly ${OTHERS} people besides the one at the window, not ${window.others.length}.`,
    );
  }
  const key = keyOf(window.you);
  return stringify({
    version: '0.1.1',
    tenantId: window.tenantId,
    bot: { id: window.bot.id, name: window.bot.name },
    currentUser: personEntry(window.you),
    users: window.others.map(personEntry),
    personalChat: { id: personalChatOf(window.you) },
    groupChat: { id: `19:group-${key}@thread.v2`, name: 'Group chat' },
    team: {
      id: `19:general-${key}@thread.tacv2`,
      name: 'Contoso',
      aadGroupId: '00000000-0000-0000-0000-000000000031',
      channels: [{ id: `19:security-${key}@thread.tacv2`, name: 'Security' }],
    },
  });
}

function keyOf({ id }: WindowPerson): string {
  return id.replace(/[^A-Za-z0-9-]/g, '-');
}

/** The id of the chat this person has with the bot. */
export function personalChatOf(you: WindowPerson): string {
  return `a:personal-${keyOf(you)}`;
}

function personEntry(person: WindowPerson): Record<string, string> {
  const [givenName = person.name, ...surname] = person.name.split(' ');
  return {
    id: person.id,
    name: person.name,
    userPrincipleName: person.userPrincipalName,
    aadObjectId: person.aadObjectId,
    givenName,
    surname: surname.join(' '),
    email: person.mail ?? person.userPrincipalName,
  };
}
