import { CouldNotCheck } from '../../core/fault';
import type { PersonId } from '../../core/ids';
import type { Hurry } from '../../core/ports';
import type { Standing } from '../../core/person';
import { dueFor } from '../../core/request/crowd';
import type { Event, Halt } from '../../core/request/events';
import { gone } from '../../core/request/next';
import { proves, verified, type Reading } from '../../core/request/proof';
import { isRunning, runOf, type Request } from '../../core/request/state';
import { policiesOf, watchedGroups } from '../people';
import type { Means } from '../means';
import type { Crowd } from './crowd';
import { notAllowedAlone, type Carriers } from './still';

type Attempted = Extract<Event, { type: 'attempted' }>;

/** Their turn, roles, timestamps, record, POSTs, record: for at most twenty together, each with an answer of their own. */
export async function sendMany(crowd: Crowd, people: readonly PersonId[], hurry: Hurry): Promise<void> {
  const { means, lanes } = crowd;
  // First of all, so that what is looked up is as new as can be.
  await means.sessions.turn(people.length, hurry, crowd.cut);
  if (crowd.cut.aborted) return;
  await lanes.acting(async () => {
    const ready = await look(crowd, people);
    if (ready.length > 0) await attempt(crowd, ready);
  });
}

/** Somebody who may be sent about now, as far as can be read; `gone`: there is no account any more. */
interface Ready {
  readonly person: PersonId;
  readonly reading: Reading | 'gone';
}

/** The last look. Who may not be sent about any more is noted as such, and who could not be looked at is left for later. */
async function look(crowd: Crowd, people: readonly PersonId[]): Promise<readonly Ready[]> {
  const { means, pen } = crowd;
  const request = pen.newest();
  try {
    const [carriers, standings, readings] = await Promise.all([
      crowd.carriers(),
      means.directory.standings(people, watchedGroups(policiesOf(means, request))),
      means.sessions.readMany(people),
    ]);
    if (!carriers.ok) {
      await haltAll(crowd, { kind: 'not-allowed-any-more', refusal: carriers.refusal });
      return [];
    }
    const ready = people.flatMap((person, index) => {
      const reading = readings[index] ?? 'unknown';
      const one = readyOf(crowd, carriers, person, standings[index], reading);
      return one === undefined ? [] : [one];
    });
    const halt = people.map((person) => crowd.seen.get(person)?.halt).find((one) => one !== undefined);
    if (halt === undefined || !isForAllOrNobody(means, request)) return ready;
    await haltAll(crowd, halt);
    return [];
  } catch (cause) {
    if (!(cause instanceof CouldNotCheck)) throw cause;
    for (const person of people) postpone(crowd, person);
    means.journal.note('a look-up before sending failed', { request: request.id, cause });
    return [];
  }
}

/** A policy that lets nobody go on without those who may not be revoked does not do so after the decision either. */
function isForAllOrNobody(means: Means, request: Request): boolean {
  return policiesOf(means, request).some(({ notAllowedAmongMany }) => notAllowedAmongMany === 'refuse');
}

function readyOf(
  crowd: Crowd,
  carriers: Carriers & { readonly ok: true },
  person: PersonId,
  standing: Standing | undefined,
  reading: Reading | 'gone' | 'unknown',
): Ready | undefined {
  const { means, pen, seen } = crowd;
  if (standing === undefined || reading === 'gone') return { person, reading: 'gone' };
  const refusal = notAllowedAlone(means, pen.newest(), carriers, standing);
  if (refusal !== undefined) {
    seen.set(person, { ...seen.get(person), halt: { kind: 'not-allowed-any-more', refusal } });
    return undefined;
  }
  if (reading === 'unknown') {
    postpone(crowd, person);
    return undefined;
  }
  seen.set(person, { ...seen.get(person), failures: 0 });
  return { person, reading };
}

/** After look-ups that failed, 1, 2, 4 … 30 s; the deadline in `next` ends it. */
function postpone({ means, seen }: Crowd, person: PersonId): void {
  const before = seen.get(person) ?? {};
  const failures = (before.failures ?? 0) + 1;
  const ms = Math.min(2 ** (failures - 1), 30) * 1_000;
  seen.set(person, { ...before, failures, notBefore: new Date(means.clock.now().getTime() + ms) });
}

async function haltAll({ means, pen }: Crowd, halt: Halt): Promise<void> {
  await pen.write((request) =>
    request.halt === undefined && isRunning(request)
      ? [{ at: means.clock.now().toISOString(), type: 'halted', halt }]
      : [],
  );
}

async function attempt(crowd: Crowd, ready: readonly Ready[]): Promise<void> {
  const { means, pen } = crowd;
  const recorded = await pen.write((request) => {
    // The look-ups took their time: the process may have been asked to stop, or somebody else have been first.
    if (means.stopping.aborted) return [];
    return ready.flatMap((one) => begin(crowd, request, one));
  });
  const attempts = recorded.filter((event): event is Event & Attempted => event.type === 'attempted');
  if (attempts.length === 0) return;
  const answers = await means.sessions.revokeMany(
    attempts.map(({ target, clientRequestId }) => ({ id: target, clientRequestId })),
  );
  await pen.write((request) =>
    attempts.flatMap(({ target, attempt: number }, index): Event[] => {
      const made = runOf(request, target)?.attempts[number - 1];
      const answer = answers[index];
      if (made === undefined || made.answer !== undefined || answer === undefined) return [];
      return [{ at: means.clock.now().toISOString(), type: 'answered', target, attempt: number, answer }];
    }),
  );
}

/** The attempt, where it is still due on the newest state; or how it ended, where the look-up has shown that. */
function begin({ means, seen }: Crowd, request: Request, { person, reading }: Ready): readonly Event[] {
  const now = means.clock.now();
  const due = dueFor(request, person, seen.get(person) ?? {}, now, means.limits);
  if (due.do !== 'send') return [];
  const at = now.toISOString();
  const attempts = runOf(request, person)?.attempts ?? [];
  if (reading === 'gone') return [{ at, type: 'settled', target: person, outcome: gone(attempts) }];
  const [first] = attempts;
  if (first !== undefined && proves(first, reading))
    return [{ at, type: 'settled', target: person, outcome: verified(first, reading, true) }];
  return [
    {
      at,
      type: 'attempted',
      target: person,
      attempt: due.attempt,
      clientRequestId: means.ids.clientRequest(),
      before: reading.validFrom,
      graphDate: reading.graphDate,
    },
  ];
}
