import type { Place } from '../../src/core/place';
import { query, readRecord, type Recorded } from '../support/record';
import { cardOf, see } from '../support/seen';
import type { Told } from '../support/teams';
import type { Seen, Town } from './town';

/** One POST to revokeSignInSessions, as Graph received it. */
export interface Post {
  /** Town time. */
  readonly at: Date;
  readonly id: string;
  readonly clientRequestId: string;
  /** How many events were on record when it arrived. */
  readonly recorded: number;
}

/** A card on its way to Teams, whatever Teams then did with it, or in the answer to a press. */
export interface Claim {
  readonly text: string;
  readonly recorded: number;
}

/** All that a run left behind, from outside of the bots: the record as rows, what arrived at Graph and Teams, and when. */
export interface Evidence {
  readonly events: readonly Recorded[];
  readonly posts: readonly Post[];
  readonly claims: readonly Claim[];
  /** What Graph did, by client-request-id; absent for a POST that reached nobody. */
  readonly effects: ReadonlyMap<string, { readonly id: string; readonly did: string }>;
  /** Writes that reached Graph and were no revoke. */
  readonly otherWrites: readonly string[];
  readonly places: readonly Place[];
  /** The text of each message in Teams as it stands at the end, by its id. */
  readonly shown: ReadonlyMap<string, string>;
  /** Whether a clock was set wrong: then bots and town do not agree on the time. */
  readonly stepped: boolean;
  /** What was still open, or shown wrong, when the patience after the last fault was over. */
  readonly unsettled: readonly string[];
}

/** Keeps what only shows at the moment it happens. */
export interface Witness {
  readonly posts: readonly Post[];
  /** What somebody was told when they pressed. */
  heard(told: Told): void;
  testify(store: string): Omit<Evidence, 'unsettled' | 'stepped'>;
}

export function witness(town: Town, store: string): Witness {
  const posts: Post[] = [];
  const claims: Claim[] = [];
  town.watch(({ service, method, path, headers, body }, moment) => {
    if (moment !== 'received') return;
    const named = /\/users\/([^/]+)\/revokeSignInSessions/.exec(path)?.[1];
    if (service === 'graph' && method === 'POST' && named !== undefined) {
      const clientRequestId = headers['client-request-id'] ?? '';
      posts.push({ at: town.now(), id: named, clientRequestId, recorded: recordedIn(store) });
    }
    if (service === 'teams' && (method === 'POST' || method === 'PUT'))
      claims.push({ text: see(cardOf(JSON.parse(body))).text, recorded: recordedIn(store) });
  });
  return {
    posts,
    heard: ({ as, text }) => {
      if (as === 'card') claims.push({ text, recorded: recordedIn(store) });
    },
    testify: () => ({ ...written(store), ...fromTown(town), posts, claims }),
  };
}

export function isRevoke({ method, path }: Pick<Seen, 'method' | 'path'>): boolean {
  return method === 'POST' && path.includes('/revokeSignInSessions');
}

function recordedIn(store: string): number {
  return Number(query(store, 'select count(*) as n from events')[0]?.['n']);
}

function written(store: string): Pick<Evidence, 'events' | 'places'> {
  const columns = 'request, location as "where", activity_id as activityId, view, shown';
  return {
    events: readRecord(store),
    places: query(store, `select ${columns} from places`) as unknown as Place[],
  };
}

function fromTown({ tenant, teams }: Town): Pick<Evidence, 'effects' | 'otherWrites' | 'shown'> {
  const { entries } = tenant.ledger;
  const effects = new Map(
    entries.flatMap(({ clientRequestId, effect }) =>
      clientRequestId !== null && effect !== undefined
        ? [[clientRequestId, { id: effect.personId, did: effect.did }] as const]
        : [],
    ),
  );
  const otherWrites = entries
    .filter((entry) => entry.method !== 'GET' && !isRevoke(entry))
    .map(({ method, path }) => `${method} ${path}`);
  const shown = new Map(teams.posted.map(({ id, activity }) => [id, see(cardOf(activity)).text]));
  return { effects, otherWrites, shown };
}
