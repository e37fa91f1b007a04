import type { Event } from '../../../src/core/request/events';
import { evolve, fold, isOver, isRunning, isWaiting } from '../../../src/core/request/state';
import { ben, gina } from '../../support/people';
import * as story from './story';
import { given } from './story';

const asked = story.askedOthers('two-approvers');
const halfway = [asked, story.approved(10, ben, 2)];
const ready = [...halfway, story.approved(20, gina, 2)];
const rejected = [asked, story.rejected()];
const done = [
  ...ready,
  story.attempted(21),
  story.answered(22, 1, story.accepted),
  story.settled(23, story.verified),
];

test.each<[what: string, phase: string, is: 'waiting' | 'running' | 'over', events: readonly Event[]]>([
  ['asked', 'awaiting-approval', 'waiting', [asked]],
  ['supported', 'awaiting-approval', 'waiting', [asked, story.supported(gina)]],
  ['reminded', 'awaiting-approval', 'waiting', [asked, story.reminded()]],
  ['approved by one of two', 'awaiting-approval', 'waiting', halfway],
  ['approved by both', 'ready', 'running', ready],
  ['rejected', 'rejected', 'over', rejected],
  ['rejected by the second', 'rejected', 'over', [...halfway, story.rejected(20, gina)]],
  ['carried out', 'done', 'over', done],
])('%s: %s', (_what, phase, is, events) => {
  const request = given(...events);
  expect(request).toMatchObject({ phase, version: events.length, shows: events.length });
  expect({ waiting: isWaiting(request), running: isRunning(request), over: isOver(request) }).toEqual({
    waiting: is === 'waiting',
    running: is === 'running',
    over: is === 'over',
  });
});

describe('an event that cannot follow is a corrupt record', () => {
  test.each([story.approved(), story.rejected(), story.supported(ben), story.reminded()])(
    '$type first',
    (event) => {
      expect(() => fold(story.id, [event])).toThrow('does not begin');
    },
  );

  test.each<[what: string, before: readonly Event[], event: Event]>([
    ['approved while it waits for its requester', [story.asked()], story.approved()],
    ['rejected while it waits for its requester', [story.asked()], story.rejected()],
    ['confirmed while it waits for approvers', [asked], story.confirmed()],
    ['confirmed after the first of two approvals', halfway, story.confirmed(15)],
    ['approved once more when it is ready', ready, story.approved(21, gina, 2)],
    ['approved when it was confirmed', [story.asked(), story.confirmed()], story.approved(11)],
    ['approved after it was rejected', rejected, story.approved(11, gina)],
    ['rejected twice', rejected, story.rejected(11, gina)],
    ['rejected when it is ready', ready, story.rejected(21)],
    ['rejected while it is carried out', [...ready, story.attempted(21)], story.rejected(22)],
    ['rejected after it was done', done, story.rejected(30)],
    ['cancelled after it was rejected', rejected, story.cancelled(11)],
    ['expired after it was rejected', rejected, story.expired()],
    ['cancelled when it is ready', ready, story.cancelled(21)],
    ['attempted after the first of two approvals', halfway, story.attempted(11)],
    ['attempted after it was rejected', rejected, story.attempted(11)],
    ['supported when it is ready', ready, story.supported(ben, 21)],
    ['supported after it was rejected', rejected, story.supported(gina, 11)],
    ['reminded when it is ready', ready, story.reminded()],
    ['reminded after it was cancelled', [asked, story.cancelled()], story.reminded()],
  ])('%s', (_what, before, event) => {
    const request = given(...before);
    expect(() => evolve(story.id, request, event)).toThrow('has "');
  });
});
