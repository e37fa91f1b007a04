import { recordedPresses } from '../../../src/core/bounds';
import type { Event } from '../../../src/core/request/events';
import { notePress } from '../../../src/core/request/refused';
import { evolve, fold, type Request } from '../../../src/core/request/state';
import { ben, gina } from '../../support/people';
import * as story from './story';

type PressRefused = Extract<Event, { type: 'press-refused' }>;
const press = (changes: Partial<PressRefused> = {}): PressRefused => ({
  at: story.iso(20),
  type: 'press-refused',
  by: ben.person.id,
  press: 'approve',
  refusal: { kind: 'caller-unknown' },
  ...changes,
});

/** Every one of these presses is made; what of them is on record. */
function record(presses: readonly PressRefused[]): readonly PressRefused[] {
  const asked = fold(story.id, [story.asked()])!;
  const request = presses.reduce<Request>((before, one) => {
    const noted = notePress(before, one);
    return noted.ok ? evolve(story.id, before, noted.event)! : before;
  }, asked);
  return request.refusedPresses;
}

const times = (count: number, one: PressRefused): PressRefused[] => Array.from({ length: count }, () => one);

describe('refused presses on the record of a request', () => {
  it('of one kind by one person are five, and the last says that it is', () => {
    expect(record(times(100, press()))).toEqual([...times(4, press()), press({ last: true })]);
  });

  it.each<[string, Partial<PressRefused>]>([
    ['of somebody else', { by: gina.person.id }],
    ['of nobody Teams names', { by: null }],
    ['on another button', { press: 'reject' }],
    ['for another reason', { refusal: { kind: 'wrong-conversation' } }],
  ])('do not keep out one %s', (_, other) => {
    expect(record([...times(100, press()), press(other)]).at(-1)).toEqual(press(other));
  });

  it('are told apart by the kind of the reason alone, which a presser can vary only so often', () => {
    const named = (name: string): PressRefused =>
      press({ refusal: { kind: 'not-the-requester', requester: name } });
    expect(record(Array.from({ length: 20 }, (_, index) => named(`name ${index}`)))).toHaveLength(5);
  });

  it('have an end altogether, however many people press, and the last says that it is', () => {
    const crowd = Array.from({ length: 2 * recordedPresses.inAll }, (_, index) =>
      press({ by: `person ${index}` as PressRefused['by'] }),
    );
    const recorded = record(crowd);
    expect(recorded).toHaveLength(recordedPresses.inAll);
    expect(recorded.filter(({ last }) => last)).toEqual(recorded.slice(-1));
  });
});
