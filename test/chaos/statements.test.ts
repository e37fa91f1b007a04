import * as story from '../core/request/story';
import { alice, ben, gina, olga } from '../support/people';
import type { Event } from '../../src/core/request/events';
import type { Recorded } from '../support/record';
import { asOf, cardText } from './cards';
import type { Evidence } from './evidence';
import { statements } from './statements';
import { unsettled } from './streams';

const recorded = (events: readonly Event[]): Recorded[] =>
  events.map((event) => ({ ...event, request: story.id }));
const target = alice.person.id;

const good = recorded([
  story.asked(),
  story.confirmed(10),
  story.attempted(11),
  story.answered(12, 1, story.accepted),
  story.settled(13, story.verified),
]);
const approvedBy = (by = ben, ...more: readonly Event[]): readonly Recorded[] =>
  recorded([
    story.askedOthers('one-approver', { coveringRoles: ['Privileged Authentication Administrator'] }),
    story.approved(10, by),
    ...more,
  ]);

/** An evening on which nothing went wrong. */
const peace: Evidence = {
  events: good,
  posts: [{ at: story.after(11), id: target, clientRequestId: 'client-request-1', recorded: 3 }],
  effects: new Map([['client-request-1', { id: target, did: 'revoked' }]]),
  claims: [
    { text: cardText({ kind: 'request', request: asOf(good, 1)! }), recorded: 1 },
    { text: cardText({ kind: 'request', request: asOf(good, 5)! }), recorded: 5 },
  ],
  otherWrites: [],
  places: [{ request: story.id, where: 'chat', activityId: '1', view: 'asker', shown: 5 }],
  shown: new Map([['1', cardText({ kind: 'request', request: asOf(good, 5)!, view: 'asker' })]]),
  stepped: false,
  unsettled: [],
};

const failing = (evidence: Partial<Evidence>): readonly string[] =>
  statements.flatMap(({ says, against }) => (against({ ...peace, ...evidence }).length > 0 ? [says] : []));
const post = (more: object): Evidence['posts'] => peace.posts.map((one) => ({ ...one, ...more }));
const outcome = (kind: 'failed' | 'skipped'): Event =>
  story.settled(
    13,
    kind === 'failed' ? { kind, code: 'no' } : { kind, why: { kind: 'deadline' }, notTaken: 'no' },
  );

describe('the ten statements', () => {
  it('hold on a peaceful evening', () => {
    expect(statements).toHaveLength(10);
    expect(failing({})).toEqual([]);
    expect(unsettled(peace)).toEqual([]);
  });

  it.each<[string, string, Partial<Evidence>]>([
    [
      'a POST before anybody decided',
      'Nothing is sent before the decision',
      { posts: post({ recorded: 1 }) },
    ],
    [
      'a POST after one of two needed approvals',
      'Nothing is sent before the decision',
      {
        events: recorded([
          story.askedOthers('two-approvers'),
          story.approved(10, ben, 2),
          story.attempted(11),
        ]),
      },
    ],
    ['a POST after the proof', 'Nothing is sent once', { posts: post({ recorded: 5 }) }],
    [
      'an attempt begun after the deadline',
      'Nothing is sent after the deadline',
      { events: recorded([story.asked(), story.confirmed(10), story.attempted(131)]) },
    ],
    [
      'a POST that came far too late',
      'Nothing is sent after the deadline',
      { posts: post({ at: story.after(400) }) },
    ],
    ['a POST that nobody recorded', 'Every POST has', { posts: post({ clientRequestId: 'another' }) }],
    ['one id sent twice', 'Every POST has', { posts: [...peace.posts, ...peace.posts] }],
    ['an answer to what never arrived', 'Every POST has', { posts: [] }],
    [
      'a card that knew the end before the record did',
      'No card says',
      { claims: peace.claims.map(({ text }) => ({ text, recorded: 1 })) },
    ],
    [
      'a card that says what never was',
      'No card says',
      { claims: peace.claims.map(({ text }) => ({ text: text.replace('Alice', 'Eve'), recorded: 5 })) },
    ],
    ['a vote of the requester', 'Votes come', { events: approvedBy(olga) }],
    ['a vote of the target', 'Votes come', { events: approvedBy(alice) }],
    ['a vote with a role that is not enough', 'Votes come', { events: approvedBy(gina) }],
    ['a vote counted twice', 'Votes come', { events: approvedBy(ben, story.approved(11)) }],
    [
      'a decision after the decision',
      'One thing decides',
      { events: [...good, ...recorded([story.cancelled(20)])] },
    ],
    [
      'two outcomes',
      'One thing decides',
      { events: [...good, ...recorded([story.settled(14, story.verified)])] },
    ],
    ['something left open', 'A minute after', { unsettled: ['R-7F3K2 is executing'] }],
    [
      'proof of nothing',
      'An outcome never says',
      { effects: new Map([['client-request-1', { id: target, did: 'nothing' }]]) },
    ],
    [
      '"failed" for what was done',
      'An outcome never says',
      { events: [...good.slice(0, 4), ...recorded([outcome('failed')])] },
    ],
    [
      '"stopped" for what was done',
      'An outcome never says',
      { events: [...good.slice(0, 4), ...recorded([outcome('skipped')])] },
    ],
    ['a revoke of somebody else', 'Only the account', { posts: post({ id: ben.person.id }) }],
    ['a write that is no revoke', 'Only the account', { otherWrites: ['PATCH /users/x'] }],
  ])('find %s', (_what, says, evidence) => {
    expect(failing(evidence)).toContainEqual(expect.stringContaining(says));
  });

  it.each<[string, Partial<Evidence>]>([
    ['a request without its end', { events: good.slice(0, 4) }],
    [
      'a known card that shows less',
      { shown: new Map([['1', cardText({ kind: 'request', request: asOf(good, 2)! })]]) },
    ],
    ['a request with no card anywhere', { places: [] }],
  ])('call it unsettled: %s', (_what, evidence) => {
    expect(unsettled({ ...peace, ...evidence })).toHaveLength(1);
  });
});
