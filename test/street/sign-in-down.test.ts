import type { RequestId } from '../../src/core/ids';
import { openStore } from '../support/store';
import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { askFor, storyOf, typesOf, type Asked } from '../support/desk';
import { openStreet, type Street } from '../support/street';

const { olga, ben } = town.people;
const graphId = town.identities.graph.appId;

/** More than one call may cost, and far less than a loop without pauses would. */
const mostTokenRequests = 600;

describe('while Evict gets no good token for Microsoft Graph, because the sign-in service', () => {
  const clock = quickClock();
  let street: Street;
  let stories = 0;
  beforeAll(async () => {
    street = await openStreet({ clock });
    // So short that none is kept: every call asks for one.
    street.tenant.control.issueTokens({ lifetimeSeconds: 60 });
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    clock.advance(3_600_000);
  });
  afterEach(() => {
    street.tenant.control.issueTokens({ tenantId: town.tenantId });
  });

  const ask = (): Promise<Asked> =>
    askFor(street, `revoke sessions for ${town.crowd[stories++]!.userPrincipalName}`);
  /** As if the process had been killed right after the decision: nothing is sent yet. */
  const decide = async ({ code }: Asked): Promise<void> => {
    await street.stopBot();
    const store = openStore(street.store);
    const [asked] = storyOf(street, code);
    if (asked?.type !== 'asked') throw new Error(`nothing was asked as ${code}`);
    const event = { at: clock.now().toISOString(), type: 'confirmed', by: asked.by } as const;
    expect(await store.append(asked.request as RequestId, 1, [event])).toBe('appended');
    store.close();
  };
  const tokenRequests = (): number =>
    street.tenant.ledger.entries.filter(({ path }) => path.includes(`client_id=${graphId}`)).length;

  const troubles: readonly [string, (times: string) => void][] = [
    [
      'is down',
      (times) => {
        street.tenant.control.addFault(`GET client_id=${graphId} reset ${times}`);
      },
    ],
    [
      'is slow',
      (times) => {
        street.tenant.control.addFault(`GET client_id=${graphId} delay=2000 ${times}`);
      },
    ],
    [
      'says that the secret has expired',
      (times) => {
        street.tenant.control.addFault(`GET client_id=${graphId} 401 code=invalid_client ${times}`);
      },
    ],
  ];

  it.each(troubles)('%s: the request waits, and is sent once when it is better', async (_what, begin) => {
    const asked = await ask();
    await decide(asked);
    begin('x9');
    await street.startBot({ postMs: 1_500 });
    await street.teams.shows(asked.chat, 'Confirmed by Microsoft Entra');
    expect(typesOf(street, asked.code)).toEqual(['asked', 'confirmed', 'attempted', 'answered', 'settled']);
    expect(street.tenant.ledger.revokes()).toHaveLength(1);
  });

  it('gives tokens of another tenant: nothing is sent, it is given up at the deadline, and nobody hammers', async () => {
    const asked = await ask();
    const another = await ask();
    await decide(asked);
    street.tenant.control.issueTokens({ tenantId: town.people.alice.id });
    const before = tokenRequests();
    await street.startBot({ postMs: 1_500 });
    const end = await street.teams.shows(asked.chat, 'Stopped: nothing was sent');
    expect(end.text).toContain('within 15 minutes of the decision');
    expect(street.tenant.ledger.revokes()).toEqual([]);
    expect(tokenRequests() - before).toBeLessThan(mostTokenRequests);
    // A refused press is on record too, and what needs no look-up works.
    const told = await street.teams.press(olga, another.chat, another.card, 'Revoke sessions');
    expect(told.text).toContain('could not check');
    await street.teams.press(olga, another.chat, another.card, 'Cancel');
    expect(typesOf(street, another.code)).toEqual(['asked', 'press-refused', 'cancelled']);
  });

  it('is down for a quarter of an hour: presses are recorded meanwhile, and nobody hammers it', async () => {
    const asked = await ask();
    await decide(asked);
    street.tenant.control.addFault(`GET client_id=${graphId} 400`);
    const before = tokenRequests();
    await street.startBot({ postMs: 1_500 });
    const { card } = await street.ask(ben, 'who am i');
    expect(card.text).toContain('could not check');
    await street.teams.shows(asked.chat, 'Stopped: nothing was sent');
    const needed = tokenRequests() - before;
    expect(needed).toBeGreaterThan(10);
    expect(needed).toBeLessThan(mostTokenRequests);
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });
});
