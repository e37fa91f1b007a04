import type { Event } from '../../../src/core/request/events';
import { defaultLimits, next, type Step } from '../../../src/core/request/next';
import { alice, ben } from '../../support/people';
import * as story from './story';
import { after, given } from './story';

const { accepted, noAnswer, notFound, noRoleAnyMore } = story;

/** Confirmed at second 10: nothing is sent from second 910 on. */
const ready = [story.asked(), story.confirmed(10)];
const deadline = 10 + 15 * 60;

const nothing: Step = { do: 'nothing' };
const send = (attempt: number): Step => ({ do: 'send', attempt });
const wait = (until: number): Step => ({ do: 'wait', until: after(until) });
const callUnknown = (attempt: number): Step => ({ do: 'call-unknown', attempt });
const look = (until: number): Step => ({ do: 'read-back', until: after(until) });
const lookOr = (until: number, wasAccepted: boolean): Step => ({
  do: 'read-back',
  until: after(until),
  otherwise: { kind: 'unverified', accepted: wasAccepted },
});
const failed = (code: string): Step => ({ do: 'settle', outcome: { kind: 'failed', code } });
const skipped = (why: typeof noRoleAnyMore | { kind: 'deadline' }): Step => ({
  do: 'settle',
  outcome: { kind: 'skipped', why },
});
const tooMany = failed('TooManyRequests');

/** One attempt at `at`, answered a second later. */
const tried = (at: number, attempt: number, answer: Parameters<typeof story.answered>[2]): Event[] => [
  story.attempted(at, attempt),
  story.answered(at + 1, attempt, answer),
];
const throttledTimes = (times: number): Event[] =>
  Array.from({ length: times }, (_, index) => tried(20 + index, index + 1, story.throttled(0))).flat();

type Situation = readonly [what: string, events: readonly Event[], now: number, step: Step];

const undecidedOrOver: readonly Situation[] = [
  ['nobody has confirmed', [story.asked()], 5, nothing],
  ['nobody has confirmed, and time is up', [story.asked()], 5_000, nothing],
  ['it was cancelled', [story.asked(), story.cancelled()], 20, nothing],
  ['it expired', [story.asked(), story.expired()], 1_900, nothing],
  [
    'the target is settled',
    [...ready, ...tried(11, 1, accepted), story.settled(13, story.verified)],
    14,
    nothing,
  ],
  [
    'the target was skipped',
    [...ready, story.settled(11, { kind: 'skipped', why: noRoleAnyMore })],
    14,
    nothing,
  ],
];

const notSentYet: readonly Situation[] = [
  ['it was confirmed just now', ready, 10, send(1)],
  ['a press was refused in between', [...ready, story.pressRefused(11)], 12, send(1)],
  ['the deadline is a millisecond away', ready, deadline - 0.001, send(1)],
  ['the deadline is here', ready, deadline, skipped({ kind: 'deadline' })],
  ['the deadline is long past', ready, 86_400, skipped({ kind: 'deadline' })],
  ['it was halted before anything was sent', [...ready, story.halted(11)], 12, skipped(noRoleAnyMore)],
  ['it was halted, and the deadline is past', [...ready, story.halted(11)], deadline, skipped(noRoleAnyMore)],
];

const waitingForAnAnswer: readonly Situation[] = [
  ['the attempt was made just now', [...ready, story.attempted(20)], 20, wait(35)],
  ['somebody may still be waiting for the answer', [...ready, story.attempted(20)], 34.999, wait(35)],
  ['nobody can be waiting any more', [...ready, story.attempted(20)], 35, callUnknown(1)],
  ['a restart comes hours later', [...ready, story.attempted(20)], 20_000, callUnknown(1)],
  ['it was halted meanwhile', [...ready, story.attempted(20), story.halted(21)], 22, wait(35)],
  [
    'the second attempt has no answer yet',
    [...ready, ...tried(20, 1, noAnswer), story.attempted(60, 2)],
    70,
    wait(75),
  ],
  [
    'the second attempt never got an answer',
    [...ready, ...tried(20, 1, noAnswer), story.attempted(60, 2)],
    75,
    callUnknown(2),
  ],
];

const afterYes: readonly Situation[] = [
  ['Graph said yes', [...ready, ...tried(20, 1, accepted)], 21, lookOr(201, true)],
  [
    'Graph said yes, and nothing has moved for three minutes',
    [...ready, ...tried(20, 1, accepted)],
    201,
    lookOr(201, true),
  ],
  ['Graph said yes, hours ago', [...ready, ...tried(20, 1, accepted)], 20_000, lookOr(201, true)],
  [
    'Graph said yes, and it was halted',
    [...ready, ...tried(20, 1, accepted), story.halted(22)],
    23,
    lookOr(201, true),
  ],
  [
    'Graph said yes to the second attempt',
    [...ready, ...tried(20, 1, noAnswer), ...tried(60, 2, accepted)],
    62,
    lookOr(241, true),
  ],
];

const afterNo: readonly Situation[] = [
  ['Graph said no', [...ready, ...tried(20, 1, notFound)], 21, failed('Request_ResourceNotFound')],
  [
    'Graph said no, after an attempt that may have worked',
    [...ready, ...tried(20, 1, noAnswer), ...tried(60, 2, notFound)],
    62,
    lookOr(241, false),
  ],
];

const afterTooMany: readonly Situation[] = [
  ['Graph asks for one second', [...ready, ...tried(20, 1, story.throttled(22))], 21.5, wait(22)],
  [
    'Graph asked for one second, and it is over',
    [...ready, ...tried(20, 1, story.throttled(22))],
    22,
    send(2),
  ],
  ['Graph asks for 179 seconds', [...ready, ...tried(20, 1, story.throttled(200))], 21, wait(200)],
  [
    'Graph asked for 179 seconds, and they are over',
    [...ready, ...tried(20, 1, story.throttled(200))],
    200,
    send(2),
  ],
  ['Graph asks for a day', [...ready, ...tried(20, 1, story.throttled(21 + 86_400))], 21, tooMany],
  [
    'Graph asks for a time just before the deadline',
    [...ready, ...tried(20, 1, story.throttled(909))],
    21,
    wait(909),
  ],
  ['Graph asks for the time of the deadline', [...ready, ...tried(20, 1, story.throttled(910))], 21, tooMany],
  [
    'the wait is over, and by now the deadline is too',
    [...ready, ...tried(20, 1, story.throttled(22))],
    910,
    tooMany,
  ],
  ['a restart comes hours after the wait', [...ready, ...tried(20, 1, story.throttled(22))], 20_000, tooMany],
  ['Graph names a time in the past', [...ready, ...tried(20, 1, story.throttled(0))], 21.5, wait(22)],
  ['it is the fourth time in a row', [...ready, ...throttledTimes(4)], 25, wait(32)],
  ['it is the twelfth time in a row', [...ready, ...throttledTimes(12)], 33, wait(92)],
  [
    'the time Graph names cannot be read',
    [...ready, ...tried(20, 1, { ...story.throttled(0), retryAt: 'soon' } as typeof accepted)],
    21,
    tooMany,
  ],
  [
    'it was halted meanwhile',
    [...ready, ...tried(20, 1, story.throttled(22)), story.halted(21.5)],
    23,
    { do: 'settle', outcome: { kind: 'skipped', why: noRoleAnyMore, notTaken: 'TooManyRequests' } },
  ],
  [
    'an earlier attempt may have worked, and there is time',
    [...ready, ...tried(20, 1, noAnswer), ...tried(60, 2, story.throttled(70))],
    70,
    send(3),
  ],
  [
    'an earlier attempt may have worked, and there is no time',
    [...ready, ...tried(20, 1, noAnswer), ...tried(60, 2, story.throttled(90_000))],
    62,
    lookOr(241, false),
  ],
];

const afterNoClearAnswer: readonly Situation[] = [
  ['it came just now', [...ready, ...tried(20, 1, noAnswer)], 21, look(51)],
  ['half a minute of reading back proved nothing', [...ready, ...tried(20, 1, noAnswer)], 51, send(2)],
  ['it was halted', [...ready, ...tried(20, 1, noAnswer), story.halted(22)], 23, lookOr(201, false)],
  [
    'the deadline comes before another attempt could',
    [...ready, ...tried(879, 1, noAnswer)],
    880.5,
    lookOr(1_060, false),
  ],
  [
    'the deadline is one second after the next attempt',
    [...ready, ...tried(878, 1, noAnswer)],
    880.5,
    look(909),
  ],
  ['a restart comes after the deadline', [...ready, ...tried(20, 1, noAnswer)], deadline, lookOr(201, false)],
  ['it is the second one', [...ready, ...tried(20, 1, noAnswer), ...tried(60, 2, noAnswer)], 61, look(91)],
  [
    'it is the third one: nothing more is sent',
    [...ready, ...tried(20, 1, noAnswer), ...tried(60, 2, noAnswer), ...tried(100, 3, noAnswer)],
    200,
    lookOr(281, false),
  ],
  [
    'it is the third one, with throttling in between',
    [
      ...ready,
      ...tried(20, 1, noAnswer),
      ...tried(60, 2, noAnswer),
      ...tried(100, 3, story.throttled(102)),
      ...tried(103, 4, noAnswer),
    ],
    200,
    lookOr(284, false),
  ],
];

describe.each([
  ['before a decision and after the end', undecidedOrOver],
  ['when nothing was sent yet', notSentYet],
  ['when an attempt has no answer', waitingForAnAnswer],
  ['when Graph said yes', afterYes],
  ['when Graph said no', afterNo],
  ['when Graph had too many requests', afterTooMany],
  ['when no clear answer came', afterNoClearAnswer],
])('%s', (_group, situations) => {
  test.each(situations)('%s', (_what, events, now, step) => {
    expect(next(given(...events), alice.person.id, after(now), defaultLimits)).toStrictEqual(step);
  });
});

test('for somebody the request is not about there is nothing to do', () => {
  expect(next(given(...ready), ben.person.id, after(11), defaultLimits)).toStrictEqual(nothing);
});

test('a target that is settled is left alone while another is not', () => {
  const both = story.asked({ targets: [alice, ben].map(({ person }) => ({ person, roles: [] })) });
  const half = given(both, story.confirmed(10), story.attempted(20), story.settled(22, story.verified));
  expect(next(half, alice.person.id, after(23), defaultLimits)).toStrictEqual(nothing);
  expect(next(half, ben.person.id, after(23), defaultLimits)).toStrictEqual(send(1));
});
