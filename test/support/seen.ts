/** What a person sees of a card: its words in order, one line for each block, and its buttons. */
export interface Seen {
  readonly text: string;
  readonly buttons: readonly string[];
}

/** A button as the card carries it: what a client sends back when it is pressed. */
export interface Button {
  readonly type: string;
  readonly title: string;
  readonly verb: string;
  readonly data: unknown;
}

export function see(card: unknown): Seen {
  return { text: linesOf(card).join('\n'), buttons: buttonsOf(card).map(({ title }) => title) };
}

/** Teams' own cards for files: what is offered, with the buttons Teams draws, and what is there. */
export function seeFile(activity: unknown): Seen | undefined {
  const { attachments } = activity as Partial<Message>;
  const [only, ...more] = attachments ?? [];
  const shown = buttonsOfFile[only?.contentType ?? ''];
  if (only === undefined || more.length > 0 || shown === undefined) return undefined;
  const { description } = only.content as { readonly description?: string };
  return {
    text: ['File', only.name, ...(description === undefined ? [] : [description])].join('\n'),
    buttons: shown,
  };
}

const buttonsOfFile: Readonly<Record<string, readonly string[]>> = {
  'application/vnd.microsoft.teams.card.file.consent': ['Allow', 'Decline'],
  'application/vnd.microsoft.teams.card.file.info': [],
};

/** The card of an activity. Evict says everything on cards, each sent alone: anything else is thrown. */
export function cardOf(activity: unknown): unknown {
  const { type, text, attachments } = activity as Partial<Message>;
  const [only, ...more] = attachments ?? [];
  const isCardAlone = only?.contentType === cardType && more.length === 0 && text === undefined;
  if (type !== 'message' || !isCardAlone) throw new Error(`not a card alone: ${JSON.stringify(activity)}`);
  return only.content;
}

export const cardType = 'application/vnd.microsoft.card.adaptive';

interface Message {
  readonly type: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly contentType: string;
    readonly content: unknown;
    readonly name?: string;
  }[];
}

export function buttonsOf(card: unknown): readonly Button[] {
  return (card as { actions?: readonly Button[] }).actions ?? [];
}

interface Block {
  readonly type?: string;
  readonly text?: string;
  readonly inlines?: readonly { readonly text: string }[];
  readonly body?: readonly Block[];
  readonly items?: readonly Block[];
}

function linesOf(card: unknown): readonly string[] {
  const { type, text, inlines, body, items } = card as Block;
  if (type === 'TextBlock') return [text ?? ''];
  if (type === 'RichTextBlock') return [(inlines ?? []).map((run) => run.text).join('')];
  return [...(body ?? []), ...(items ?? [])].flatMap((block) => linesOf(block));
}
