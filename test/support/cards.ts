import { createRequire } from 'node:module';
import type * as Microsoft from 'adaptivecards';
import type { Action, Card, Element } from '../../src/edges/teams/cards/parts';
import { verbs } from '../../src/flow/press';

// The package's main file is for bundlers; this one is for Node.
const microsoft = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as typeof Microsoft;

/** More than this and Teams may refuse a card: its limit is 28 KB for the whole message. */
const mostBytes = 25_000;

type TextRun = Extract<Element, { type: 'RichTextBlock' }>['inlines'][number];
type Block = Exclude<Element, { type: 'Container' }>;

/**
 * Everything a person sees on a card, top to bottom: a line for each block, `<label>` for a place to write, and `[title]`
 * for each button.
 */
export function visibleText(card: Card): string {
  const lines = blocks(card.body).map((block) => {
    if (block.type === 'TextBlock') return block.text;
    if (block.type === 'Input.Text') return `<${block.label}>`;
    if (block.type === 'Input.ChoiceSet')
      return [`<${block.label}>`, ...block.choices.map(({ title }) => `( ) ${title}`)].join('\n');
    return block.inlines.map(({ text }) => text).join('');
  });
  return [...lines, ...buttons(card).map(({ title }) => `[${title}]`)].join('\n');
}

/** The texts where nothing is read as Markdown, so what people wrote may stand there. */
export function literalTexts(card: Card): readonly string[] {
  return [...textRuns(card).map(({ text }) => text), ...choices(card)];
}

/**
 * The texts where Markdown is read, or that are read aloud or shown without the card: our own words only. A mention has
 * to stand among them; its name is left out here, and has rules of its own.
 */
export function ownTexts(card: Card): readonly string[] {
  const own = (text: string): string =>
    mentions(card).reduce((left, mention) => left.replace(mention.text, '<at></at>'), text);
  const markdown = blocks(card.body).flatMap((block) => {
    if (block.type === 'TextBlock') return [own(block.text)];
    if (block.type === 'Input.ChoiceSet') return [block.label, block.errorMessage, block.placeholder];
    return block.type === 'Input.Text' ? [block.label, block.errorMessage] : [];
  });
  return [card.fallbackText, card.speak, ...markdown, ...buttons(card).map(({ title }) => title)];
}

function mentions(card: Card): NonNullable<Card['msteams']>['entities'] {
  return card.msteams?.entities ?? [];
}

export function buttons(card: Card): readonly Action[] {
  return card.actions ?? [];
}

/** Everything wrong with a card, by Microsoft's own parser and by the rules of this house; empty for a good one. */
export function problemsOf(card: Card): readonly string[] {
  return [...microsoftProblems(card), ...houseProblems(card)];
}

/**
 * What Microsoft's parser says about the card as Adaptive Cards 1.5. It drops what it does not know without a word, so what
 * it writes back is compared with what went in.
 */
function microsoftProblems(card: Card): string[] {
  const { AdaptiveCard, SerializationContext, Versions } = microsoft;
  // adaptivecards 3.0.6: the pattern for "lang" remembers where it last matched, and would refuse every second card.
  const { regEx } = AdaptiveCard.langProperty;
  if (regEx !== undefined) regEx.lastIndex = 0;
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  // `msteams` is Teams' own and unknown to the parser.
  const { msteams, ...plain } = card;
  parsed.parse(plain, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const { validationEvents } = parsed.validateProperties();
  const dropped = differences('card', plain, parsed.toJSON(context));
  return [...events, ...validationEvents.map(({ message }) => message), ...dropped];
}

function differences(at: string, given: unknown, kept: unknown): string[] {
  if (typeof given !== 'object' || given === null) {
    return said(given !== kept, `Microsoft's parser makes ${JSON.stringify(kept)} of ${at}`);
  }
  return Object.entries(given).flatMap(([key, value]) =>
    differences(`${at}.${key}`, value, (kept as Record<string, unknown> | undefined)?.[key]),
  );
}

const cardKeys = [
  '$schema',
  'actions',
  'body',
  'fallbackText',
  'lang',
  'msteams',
  'speak',
  'type',
  'version',
];
// A choice with a "style" would lie open, and Markdown would be read in it.
const elementKeys: Readonly<Record<string, readonly string[]>> = {
  TextBlock: ['size', 'style', 'text', 'type', 'weight', 'wrap', 'isSubtle'],
  RichTextBlock: ['inlines', 'spacing', 'type'],
  'Input.Text': ['errorMessage', 'id', 'isMultiline', 'isRequired', 'label', 'maxLength', 'type'],
  'Input.ChoiceSet': ['choices', 'errorMessage', 'id', 'isRequired', 'label', 'placeholder', 'type'],
  TextRun: ['size', 'text', 'type', 'weight'],
  Container: ['items', 'separator', 'spacing', 'style', 'type'],
};

function houseProblems(card: Card): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(card));
  const { type, version } = card as { readonly type: string; readonly version: string };
  const strange = Object.keys(card).filter((key) => !cardKeys.includes(key));
  return [
    ...said(type !== 'AdaptiveCard' || version !== '1.5', 'it is not an Adaptive Card 1.5'),
    ...said(card.fallbackText.trim() === '', 'it has no fallback text'),
    ...said(card.speak.trim() === '', 'it says nothing aloud'),
    ...said(card.lang !== 'en', 'it names no language'),
    ...said(bytes >= mostBytes, `it has ${bytes} bytes`),
    ...strange.map((key) => `the card has a "${key}"`),
    ...elements(card.body).flatMap(elementProblems),
    ...blocks(card.body).flatMap(blockProblems),
    ...mentionProblems(card),
    ...said(
      !JSON.stringify(card).isWellFormed() || /\\ud[89a-f]/.test(JSON.stringify(card)),
      'half a character',
    ),
    ...textRuns(card).flatMap(({ text }) => textProblems(text)),
    ...choices(card).flatMap(textProblems),
    ...buttons(card).flatMap(buttonProblems),
  ];
}

/** A key that is not listed is refused, and with it every colour: no meaning can hang on one. */
function elementProblems(element: Element | TextRun): string[] {
  const known = elementKeys[element.type];
  if (known === undefined) return [`there is a ${element.type}`];
  const strange = Object.keys(element).filter((key) => !known.includes(key));
  return strange.map((key) => `a ${element.type} has a "${key}"`);
}

function blockProblems(block: Block): string[] {
  if (block.type === 'Input.ChoiceSet') {
    const { label, choices: offered } = block;
    return [
      ...said(label.trim() === '' || offered.length === 0, 'a place to choose has no label or no choice'),
      ...said(
        offered.some(({ value }) => !guid.test(value)),
        'a choice is not the id of a person',
      ),
    ];
  }
  if (block.type === 'Input.Text') return said(block.label.trim() === '', 'a place to write has no label');
  return said(block.type === 'TextBlock' && !(block.wrap as boolean), 'a TextBlock does not wrap');
}

/** Markdown is read where a mention stands, so of a name only what cannot be Markdown may be there. */
function mentionProblems(card: Card): string[] {
  const all = JSON.stringify(card.body);
  return mentions(card).flatMap(({ text, mentioned }) => [
    ...said(!/^<at>[\p{L}\p{N} ]{1,60}<\/at>$/u.test(text), `a mention is ${JSON.stringify(text)}`),
    ...said(text !== `<at>${mentioned.name}</at>`, `a mention of ${mentioned.name} says something else`),
    ...said(!all.includes(text), `${mentioned.name} is mentioned nowhere`),
    ...said(!guid.test(mentioned.id), `"${mentioned.id}" is not the id of a person`),
  ]);
}

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

function textProblems(text: string): string[] {
  return [
    ...said(unseen.test(text), `there are invisible characters in ${JSON.stringify(text)}`),
    ...said(text.includes('{{'), `there may be a date macro in ${JSON.stringify(text)}`),
    ...said(text.length > 1_000, 'a text is longer than 1,000 characters'),
  ];
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function buttonProblems(action: Action): string[] {
  const { title, data, verb, type, associatedInputs, ...more } = action as Omit<Action, 'type'> & {
    readonly type: string;
  };
  return [
    ...said(type !== 'Action.Execute', `the button "${title}" is not an Action.Execute`),
    ...said(Object.keys(more).length > 0, `the button "${title}" carries ${JSON.stringify(more)}`),
    ...said(
      associatedInputs === 'auto' && verb !== 'reject' && verb !== 'pick',
      `the button "${title}" waits for what is written on the card`,
    ),
    ...said(!(verbs as readonly string[]).includes(verb), `"${verb}" is not a verb`),
    ...said(Object.keys(data).join() !== 'request', `the button "${title}" carries ${JSON.stringify(data)}`),
    ...said(!guid.test(data.request), `"${data.request}" is not the id of a request`),
  ];
}

function blocks(body: readonly Element[]): readonly Block[] {
  return body.flatMap((element) => (element.type === 'Container' ? blocks(element.items) : [element]));
}

function elements(body: readonly Element[]): readonly (Element | TextRun)[] {
  return body.flatMap((element) => {
    if (element.type === 'Container') return [element, ...elements(element.items)];
    return element.type === 'RichTextBlock' ? [element, ...element.inlines] : [element];
  });
}

function choices(card: Card): readonly string[] {
  return blocks(card.body).flatMap((block) =>
    block.type === 'Input.ChoiceSet' ? block.choices.map(({ title }) => title) : [],
  );
}

function textRuns(card: Card): readonly TextRun[] {
  return blocks(card.body).flatMap((block) => (block.type === 'RichTextBlock' ? block.inlines : []));
}

function said(wrong: boolean, problem: string): string[] {
  return wrong ? [problem] : [];
}
