import type { Recorded } from '../support/record';
import { codeOf, versionShown } from './cards';
import type { Evidence, Post } from './evidence';
import { of, streams, type Of } from './streams';

/** What must hold whatever went wrong. Each finds what speaks against it. */
export interface Statement {
  readonly says: string;
  readonly against: (evidence: Evidence) => readonly string[];
}

/** The deadline of the runs, and how long a POST may be on its way in a machine that is busy. */
const deadlineMs = 120_000;
const onTheWayMs = 20_000;

function streamOf(events: readonly Recorded[], { clientRequestId }: Post): readonly Recorded[] {
  return streams(events).find((stream) => attemptOf(stream, clientRequestId) !== undefined) ?? [];
}

function attemptOf(stream: readonly Recorded[], clientRequestId: string): Of<'attempted'> | undefined {
  return of(stream, 'attempted').find((event) => event.clientRequestId === clientRequestId);
}

/** The event that made it ready, found without the product's own fold. */
function decisionIn(stream: readonly Recorded[]): Recorded | undefined {
  const [asked] = of(stream, 'asked');
  const people = new Set<string>();
  for (const event of stream) {
    if (event.type === 'confirmed' && asked?.rule === 'confirm') return event;
    if (event.type !== 'approved') continue;
    people.add(event.by.id);
    if (people.size >= Math.max(event.needed, asked?.rule === 'two-approvers' ? 2 : 1)) return event;
  }
  return undefined;
}

function eachPost(
  { events, posts }: Evidence,
  wrong: (post: Post, before: readonly Recorded[]) => string | undefined,
): readonly string[] {
  return posts.flatMap((post) => {
    const found = wrong(post, streamOf(events.slice(0, post.recorded), post));
    return found === undefined ? [] : [`POST ${post.clientRequestId} for ${post.id}: ${found}`];
  });
}

function eachStream(
  { events }: Evidence,
  wrong: (stream: readonly Recorded[]) => readonly string[],
): readonly string[] {
  return streams(events).flatMap((stream) =>
    wrong(stream).map((found) => `${of(stream, 'asked')[0]?.code ?? '?'}: ${found}`),
  );
}

const decidedBeforeSent: Statement = {
  says: 'Nothing is sent before the decision is on record.',
  against: (evidence) =>
    eachPost(evidence, (_post, before) =>
      decisionIn(before) === undefined ? 'nobody had decided' : undefined,
    ),
};

const nothingAfterProof: Statement = {
  says: 'Nothing is sent once the revoke is verified.',
  against: (evidence) =>
    eachPost(evidence, (_post, before) =>
      before.some((event) => event.type === 'settled') ? 'it was settled already' : undefined,
    ),
};

const nothingAfterDeadline: Statement = {
  says: 'Nothing is sent after the deadline.',
  against: (evidence) =>
    eachPost(evidence, ({ at, clientRequestId }, before) => {
      const decided = decisionIn(before);
      const attempt = attemptOf(before, clientRequestId);
      if (decided === undefined || attempt === undefined) return undefined;
      const deadline = Date.parse(decided.at) + deadlineMs;
      if (Date.parse(attempt.at) >= deadline) return 'it was begun after the deadline';
      if (evidence.stepped || at.getTime() < deadline + onTheWayMs) return undefined;
      return 'it arrived long after the deadline';
    }),
};

const everyPostRecorded: Statement = {
  says: 'Every POST has exactly one attempt recorded before it, and no id is ever used twice.',
  against: (evidence) => {
    const { events, posts } = evidence;
    const recorded = of(events, 'attempted').map(({ clientRequestId }) => clientRequestId);
    const sent = posts.map(({ clientRequestId }) => clientRequestId);
    const answered = eachStream(evidence, (stream) =>
      of(stream, 'answered').flatMap(({ attempt, answer }) => {
        const id = of(stream, 'attempted').find((event) => event.attempt === attempt)?.clientRequestId ?? '';
        const isSaid = answer.kind === 'accepted' || answer.kind === 'refused';
        return isSaid && !sent.includes(id) ? [`attempt ${attempt} was answered and never arrived`] : [];
      }),
    );
    return [
      ...eachPost(evidence, (_post, before) =>
        before.length === 0 ? 'no attempt was on record' : undefined,
      ),
      ...twice(recorded).map((id) => `${id} is recorded twice`),
      ...twice(sent).map((id) => `${id} was sent twice`),
      ...answered,
    ];
  },
};

function twice(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

const noCardAhead: Statement = {
  says: 'No card says what is not on record.',
  against: ({ claims, events }) =>
    claims.flatMap(({ text, recorded }) => {
      const code = codeOf(text);
      const asked = of(events, 'asked').find((event) => event.code === code);
      if (asked === undefined) return [];
      const isOf = (event: Recorded): boolean => event.request === asked.request;
      const now = events.slice(0, recorded).filter(isOf);
      if (versionShown(text, now) !== undefined) return [];
      const later = versionShown(text, events.filter(isOf));
      const how = later === undefined ? 'was never so' : `shows ${later} of ${now.length} events`;
      return [`a card of ${asked.code} ${how}:\n${text}`];
    }),
};

const votesAllowed: Statement = {
  says: 'Votes come from different people who may vote: never the requester, a target, or somebody without the role.',
  against: (evidence) =>
    eachStream(evidence, (stream) => {
      const [asked] = of(stream, 'asked');
      const votes = stream.filter((event) => event.type === 'approved' || event.type === 'rejected');
      const involved = [asked?.by.id, ...(asked?.targets ?? []).map(({ person }) => person.id)];
      const asking = [asked?.by.id, ...of(stream, 'supported').map(({ by }) => by.id)];
      return [
        ...votes.flatMap(({ by }) => (involved.includes(by.id) ? [`${by.name} voted, and is involved`] : [])),
        ...votes.flatMap(({ by }) =>
          covers(asked, by.role) ? [] : [`${by.name} voted as ${by.role ?? 'nobody'}`],
        ),
        ...twice(of(stream, 'approved').map(({ by }) => by.id)).map((id) => `${id} approved twice`),
        ...of(stream, 'confirmed').flatMap(({ by }) =>
          asking.includes(by.id) ? [] : [`${by.name} did not ask`],
        ),
      ];
    }),
};

function covers(asked: Of<'asked'> | undefined, role: string | undefined): boolean {
  return role !== undefined && (asked?.coveringRoles ?? []).includes(role);
}

const decidedOnce: Statement = {
  says: 'One thing decides a request, and nothing happens to it after its end.',
  against: (evidence) =>
    eachStream(evidence, (stream) => {
      const decided = decisionIn(stream);
      const ends = stream.filter(({ type }) => ['rejected', 'cancelled', 'expired'].includes(type));
      const deciding = [...(decided === undefined ? [] : [decided]), ...ends];
      const targets = of(stream, 'asked')[0]?.targets.length ?? 0;
      const settled = of(stream, 'settled');
      const end = ends[0] ?? (settled.length >= targets ? settled.at(-1) : undefined);
      const after = end === undefined ? [] : stream.slice(stream.indexOf(end) + 1);
      const late = after.filter(({ type }) => type !== 'press-refused').map(({ type }) => type);
      return [
        ...(deciding.length > 1 ? [`decided by ${deciding.map(({ type }) => type).join(' and ')}`] : []),
        ...(settled.length > targets ? ['settled more than once'] : []),
        ...(late.length > 0 ? [`after its end: ${late.join(', ')}`] : []),
      ];
    }),
};

const settledInTime: Statement = {
  says: 'A minute after the last fault everything is settled, and every known card shows the end.',
  against: ({ unsettled }) => unsettled,
};

const neverMoreThanTrue: Statement = {
  says: 'An outcome never says more than Graph did.',
  against: ({ effects, ...evidence }) =>
    eachStream({ effects, ...evidence }, (stream) => {
      const ids = of(stream, 'attempted').map(({ clientRequestId }) => clientRequestId);
      const did = ids.some((id) => (effects.get(id)?.did ?? 'nothing') !== 'nothing');
      const sent = evidence.posts.some(({ clientRequestId }) => ids.includes(clientRequestId));
      return of(stream, 'settled').flatMap(({ outcome }) => {
        if (outcome.kind === 'verified' && !did) return ['verified, and nothing was done'];
        if (outcome.kind === 'failed' && did) return ['failed, and it was done'];
        if (outcome.kind === 'skipped' && did) return ['stopped, and it was done'];
        // Killed between the attempt's record and its POST, nobody can know that it never left.
        if (outcome.kind === 'unverified' && (outcome.accepted ? !sent : ids.length === 0))
          return ['called sent, and nothing was'];
        return [];
      });
    }),
};

const nobodyElse: Statement = {
  says: 'Only the account that was asked about is ever touched.',
  against: ({ effects, otherWrites, ...evidence }) => [
    ...otherWrites.map((write) => `a write that is no revoke: ${write}`),
    ...eachPost({ effects, otherWrites, ...evidence }, ({ id, clientRequestId }, before) => {
      const attempt = attemptOf(before, clientRequestId);
      const asked = of(before, 'asked')[0]?.targets.some(({ person }) => person.id === id);
      const touched = effects.get(clientRequestId)?.id ?? id;
      return attempt?.target === id && asked === true && touched === id
        ? undefined
        : 'nobody asked about them';
    }),
  ],
};

/** The ten, in the order of a request's life. */
export const statements: readonly Statement[] = [
  decidedBeforeSent,
  nothingAfterProof,
  nothingAfterDeadline,
  everyPostRecorded,
  noCardAhead,
  votesAllowed,
  decidedOnce,
  settledInTime,
  neverMoreThanTrue,
  nobodyElse,
];
