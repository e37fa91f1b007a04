import { CouldNotCheck } from '../core/fault';
import type { PersonId, RequestId } from '../core/ids';
import { proves, verified } from '../core/request/proof';
import type { Event } from '../core/request/events';
import { gone, next } from '../core/request/next';
import { isRunning, runOf } from '../core/request/state';
import type { Cards } from './cards';
import { isStopping, type Means } from './means';
import { readBack } from './prove';
import { load } from './records';
import { notAllowedAnyMore } from './still';
import { append, type WithoutTime, type Work } from './work';

/**
 * Carries one target to its outcome. Each turn reads the record, asks `next` what follows from it, and does
 * that one thing; so it can be cut anywhere, and begun again by anybody, without sending more than is allowed.
 */
export async function carryOut(means: Means, cards: Cards, id: RequestId, target: PersonId): Promise<void> {
  let failedChecks = 0;
  while (!means.stopping.aborted) {
    const request = await load(means, id);
    if (request === undefined || !isRunning(request)) return;
    const work = { means, cards, request, target };
    const step = next(request, target, means.clock.now(), means.limits);
    switch (step.do) {
      case 'nothing':
        return;
      case 'wait':
        await means.clock.sleep(step.until.getTime() - means.clock.now().getTime(), means.stopping);
        break;
      case 'call-unknown':
        await append(work, {
          type: 'answered',
          target,
          attempt: step.attempt,
          answer: { kind: 'unknown', why: 'no answer on record' },
        });
        break;
      case 'send':
        failedChecks = (await send(work, step.attempt)) === 'could-not-check' ? failedChecks + 1 : 0;
        await backOff(means, failedChecks);
        break;
      case 'read-back':
        await readBack(work, step);
        break;
      case 'settle':
        await append(work, { type: 'settled', target, outcome: step.outcome });
        break;
    }
  }
}

/** After look-ups that failed, 1, 2, 4 … 30 s; the deadline in `next` ends it. */
async function backOff(means: Means, failures: number): Promise<void> {
  if (failures > 0) await means.clock.sleep(Math.min(2 ** (failures - 1), 30) * 1_000, means.stopping);
}

/** One attempt: its turn, roles, timestamp, record, POST, record. */
async function send(work: Work, attempt: number): Promise<'done' | 'could-not-check'> {
  try {
    // First of all, so that what is looked up is as new as can be; whoever is one alone goes before every crowd.
    await work.means.sessions.turn(1, 'first', work.means.stopping);
    if (isStopping(work.means)) return 'done';
    const halt = await notAllowedAnyMore(work.means, work.request);
    if (halt === 'gone') await settleGone(work);
    else if (halt !== undefined) await append(work, { type: 'halted', halt });
    else await attemptOnce(work, attempt);
    return 'done';
  } catch (cause) {
    if (!(cause instanceof CouldNotCheck)) throw cause;
    work.means.journal.note('a look-up before sending failed', { request: work.request.id, cause });
    return 'could-not-check';
  }
}

async function settleGone(work: Work): Promise<void> {
  const outcome = gone(runOf(work.request, work.target)?.attempts ?? []);
  await append(work, { type: 'settled', target: work.target, outcome });
}

async function attemptOnce(work: Work, attempt: number): Promise<void> {
  const { means, request, target } = work;
  const reading = await means.sessions.read(target);
  if (reading === undefined) {
    await settleGone(work);
    return;
  }
  const earlier = runOf(request, target)?.attempts[0];
  if (earlier !== undefined && proves(earlier, reading)) {
    await append(work, { type: 'settled', target, outcome: verified(earlier, reading, true) });
    return;
  }
  // The look-ups took their time: the process may have been asked to stop, or the deadline have passed meanwhile.
  if (means.stopping.aborted) return;
  if (next(request, target, means.clock.now(), means.limits).do !== 'send') return;
  const clientRequestId = means.ids.clientRequest();
  const { validFrom: before, graphDate } = reading;
  const recorded = await append(work, {
    type: 'attempted',
    target,
    attempt,
    clientRequestId,
    before,
    graphDate,
  });
  if (!recorded) return;
  const answer = await means.sessions.revoke(target, clientRequestId);
  await recordAnswer(work, { type: 'answered', target, attempt, answer });
}

/** Other events may have come in between, such as a refused press: the answer is recorded after them. */
async function recordAnswer(
  work: Work,
  event: WithoutTime<Extract<Event, { type: 'answered' }>>,
): Promise<void> {
  for (;;) {
    const request = await load(work.means, work.request.id);
    const attempt = request && runOf(request, event.target)?.attempts[event.attempt - 1];
    if (request === undefined || attempt === undefined || attempt.answer !== undefined) return;
    if (await append({ ...work, request }, event)) return;
  }
}
