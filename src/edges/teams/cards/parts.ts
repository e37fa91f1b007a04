import { literal } from './literal';

/** The parts of Adaptive Cards 1.5 that Evict uses; plain JSON, made by pure functions. */
export type Element =
  | {
      type: 'TextBlock';
      text: string;
      wrap: true;
      size?: 'Large';
      weight?: 'Bolder';
      style?: 'heading';
      isSubtle?: true;
    }
  | TextInput
  | ChoiceInput
  | { type: 'RichTextBlock'; inlines: readonly TextRun[]; spacing?: 'Small' }
  | {
      type: 'Container';
      style?: 'emphasis';
      spacing?: 'Medium';
      separator?: true;
      items: readonly Element[];
    };

/** Where somebody writes on a card. An empty one stops only the buttons that use it. */
interface TextInput {
  readonly type: 'Input.Text';
  readonly id: string;
  readonly label: string;
  readonly isRequired: true;
  readonly errorMessage: string;
  readonly isMultiline: true;
  readonly maxLength: number;
}

/** Where somebody chooses one of several. Clients read Markdown in choices that lie open (`expanded`), and none in these, which open when they are pressed. */
interface ChoiceInput {
  readonly type: 'Input.ChoiceSet';
  readonly id: string;
  readonly label: string;
  readonly isRequired: true;
  readonly errorMessage: string;
  readonly placeholder: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Large';
}

export interface Action {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: string;
  readonly data: { readonly request: string };
  /** `none`: pressed without what is written on the card. */
  readonly associatedInputs: 'auto' | 'none';
}

/** Somebody whose phone rings: `text` stands in a TextBlock of the same card. */
interface Mention {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

export interface Card {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly lang: string;
  readonly fallbackText: string;
  readonly speak: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
  readonly msteams?: { readonly entities: readonly Mention[] };
}

/** @param summary read aloud, and shown where the card cannot be: our own words only, never a name or a reason */
export function card(summary: string, body: readonly Element[], actions: readonly Action[] = []): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'en',
    fallbackText: summary,
    speak: summary,
    body,
    ...(actions.length === 0 ? {} : { actions }),
  };
}

/** Our own words. Markdown is read here, so nothing from people may come in. */
export function heading(text: string): Element {
  return { type: 'TextBlock', text, wrap: true, size: 'Large', weight: 'Bolder', style: 'heading' };
}

/** Words that may contain names or what somebody typed: shown literally, as no Markdown is read in a TextRun. */
export function line(text: string, weight?: 'Bolder'): Element {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: literal(text, 1_000), ...(weight && { weight }) }],
  };
}

/** Our own words and an address of ours, as Markdown. */
export function link(text: string, url: string): Element {
  return { type: 'TextBlock', text: `[${text}](${url})`, wrap: true };
}

export function bigLine(text: string): Element {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: literal(text), size: 'Large', weight: 'Bolder' }],
  };
}

/** `label: value` on a line of its own: reads well on a phone and aloud, unlike two narrow columns. */
export function fact(label: string, value: string, most?: number): Element {
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      { type: 'TextRun', text: `${label}: `, weight: 'Bolder' },
      { type: 'TextRun', text: literal(value, most) },
    ],
  };
}

export function box(...items: readonly Element[]): Element {
  return { type: 'Container', style: 'emphasis', spacing: 'Medium', items };
}

export function part(...items: readonly Element[]): Element {
  return { type: 'Container', spacing: 'Medium', separator: true, items };
}

export function button(title: string, verb: string, request: string): Action {
  return { type: 'Action.Execute', title, verb, data: { request }, associatedInputs: 'none' };
}

/** A button that sends what is written on the card as well. */
export function buttonWithInputs(title: string, verb: string, request: string): Action {
  return { ...button(title, verb, request), associatedInputs: 'auto' };
}

export function textInput(id: string, label: string, errorMessage: string): Element {
  return {
    type: 'Input.Text',
    id,
    label,
    isRequired: true,
    errorMessage,
    isMultiline: true,
    maxLength: 1_000,
  };
}

export function choiceInput(
  id: string,
  label: string,
  missing: string,
  choices: readonly { readonly title: string; readonly value: string }[],
): Element {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    isRequired: true,
    errorMessage: missing,
    placeholder: missing,
    choices,
  };
}

/**
 * The card with these people mentioned in a line of its own. A mention has to stand where Markdown is read, so of a name
 * only letters, digits and plain spaces come through.
 */
export function mentioning(card: Card, lead: string, people: readonly { id: string; name: string }[]): Card {
  const entities = people.map(({ id, name }) => {
    const plain =
      name
        .replace(/[^\p{L}\p{N} ]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 60) || 'approver';
    return { type: 'mention', text: `<at>${plain}</at>`, mentioned: { id, name: plain } } as const;
  });
  if (entities.length === 0) return card;
  const text = `${lead} ${entities.map((entity) => entity.text).join(', ')}`;
  const line: Element = { type: 'TextBlock', text, wrap: true };
  return { ...card, body: [...card.body, line], msteams: { entities } };
}
