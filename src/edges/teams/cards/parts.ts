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
  | { type: 'RichTextBlock'; inlines: readonly TextRun[]; spacing?: 'Small' }
  | {
      type: 'Container';
      style?: 'emphasis';
      spacing?: 'Medium';
      separator?: true;
      items: readonly Element[];
    };

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
  return { type: 'Action.Execute', title, verb, data: { request } };
}
