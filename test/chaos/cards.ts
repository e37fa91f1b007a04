import type { RequestId } from '../../src/core/ids';
import type { Reply } from '../../src/core/reply';
import { fold, type Request } from '../../src/core/request/state';
import { replyCard } from '../../src/edges/teams/cards/reply';
import { english } from '../../src/edges/teams/words/words';
import type { Recorded } from '../support/record';
import { see } from '../support/seen';

/** What the card of a request says, in the words of the product. */
export function cardText(reply: Extract<Reply, { kind: 'request' | 'checking' }>): string {
  return see(replyCard(reply, english)).text;
}

/** Which version of its request a card shows; `undefined` when it is not the request as it ever was. */
export function versionShown(text: string, events: readonly Recorded[]): number | undefined {
  for (let version = 1; version <= events.length; version += 1) {
    const request = asOf(events, version);
    if (request !== undefined && looks(request).has(text)) return version;
  }
  return undefined;
}

/** Undefined also for a record that cannot be: other statements say what is wrong with it. */
export function asOf(events: readonly Recorded[], version: number): Request | undefined {
  const [first] = events;
  try {
    return first === undefined ? undefined : fold(first.request as RequestId, events.slice(0, version));
  } catch {
    return undefined;
  }
}

/** Every way a card may show this state: for whom, joined or not, and whether anybody can be asked to approve. */
function looks(request: Request): ReadonlySet<string> {
  const views = [{ view: 'asker' }, { view: 'everybody' }] as const;
  const notes = [{}, { joined: true }] as const;
  const rooms = [{}, { noOnCall: true }] as const;
  const texts = views.flatMap((view) =>
    notes.flatMap((note) =>
      rooms.map((room) => cardText({ kind: 'request', request, ...view, ...note, ...room })),
    ),
  );
  return new Set([...texts, cardText({ kind: 'checking', request })]);
}

/** The code of the request a card is about. */
export function codeOf(text: string): string | undefined {
  return /^Request: (R-[0-9A-Z]{5})$/m.exec(text)?.[1];
}
