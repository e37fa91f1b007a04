import { CouldNotCheck } from '../../src/core/fault';
import type { Code, PersonId, RequestId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import type { Directory, Sessions } from '../../src/core/ports';
import type { Answer, Event } from '../../src/core/request/events';
import { runOf, type Request } from '../../src/core/request/state';
import { randomIds } from '../../src/edges/system/system';
import { quickClock, type QuickClock } from '../support/clock';
import { ben, olga, standing } from '../support/people';
import { openStore } from '../support/store';
import { processOn, type Process } from './process';

/** What Graph does with one POST. `effect`: whether the sessions are revoked by it. */
export interface Deed {
  readonly effect: boolean;
  readonly answer: Answer;
}
const good: Deed = { effect: true, answer: { kind: 'accepted', status: 204 } };

/** A crowd, an approved request for all of them, and processes that carry it out on one record. */
export interface Square {
  readonly people: readonly PersonId[];
  readonly clock: QuickClock;
  readonly id: RequestId;
  /** Every POST that arrived, oldest first. */
  readonly sent: readonly { readonly id: PersonId; readonly clientRequestId: string; readonly at: Date }[];
  /** Changed by a test: what the directory says, what Graph does, when there is a turn to send. */
  readonly world: World;
  process(): Process;
  request(): Promise<Request>;
  events(): Promise<readonly Event[]>;
  /** How it ended for each, in their order. */
  outcomes(): Promise<readonly string[]>;
  close(): void;
}

export interface World {
  standing: (who: PersonId, usual: Standing) => Standing | undefined;
  /** @param nth how many POSTs for this person there were before */
  deed: (who: PersonId, nth: number) => Deed;
  turn: (count: number, cut: AbortSignal) => Promise<void>;
}

const place = { where: 'a chat', activityId: 'card', view: 'everybody', shown: 0 } as const;

export async function openSquare(count: number, policy: Policy = defaultPolicy): Promise<Square> {
  const clock = quickClock();
  const store = openStore(':memory:');
  const crowd = Array.from({ length: count }, (_, index) =>
    standing(`Person ${index + 1}`, { person: { id: idOf(index) } }),
  );
  const people = crowd.map(({ person }) => person.id);
  const world: World = {
    standing: (_who, usual) => usual,
    deed: () => good,
    turn: async () => undefined,
  };
  const sent: { id: PersonId; clientRequestId: string; at: Date }[] = [];
  const graph = { clock, world, sent, validFrom: new Map<PersonId, string>() };
  const usual = new Map([...crowd, olga, ben].map((one) => [one.person.id, one]));
  const id = randomIds.request();
  await store.append(id, 0, story(crowd, policy, clock.now()));
  await store.remember({ ...place, request: id });
  const load = async (): Promise<Request> => (await store.load(id))!;
  const stops: (() => void)[] = [];
  return {
    people,
    clock,
    id,
    sent,
    world,
    process: () => {
      const one = processOn({
        store,
        clock,
        directory: directoryOf(world, usual),
        sessions: sessionsOf(graph),
      });
      stops.push(() => {
        one.stop();
      });
      return one;
    },
    request: load,
    events: () => store.read(id),
    outcomes: async () => {
      const request = await load();
      return people.map((person) => runOf(request, person)?.outcome?.kind ?? 'open');
    },
    close: () => {
      for (const stop of stops) stop();
      store.close();
    },
  };
}

function idOf(index: number): PersonId {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as PersonId;
}

/** Olga asked for all of them, and Ben approved. */
function story(crowd: readonly Standing[], policy: Policy, now: Date): readonly Event[] {
  const by = ({ person: { id, name, address } }: Standing, role: string) => ({ id, name, address, role });
  const at = now.toISOString();
  const asked: Event = {
    at,
    type: 'asked',
    code: 'R-7F3K2' as Code,
    by: by(olga, 'Helpdesk Administrator'),
    targets: crowd.map(({ person }) => ({ person, roles: [] })),
    tier: 'bulk',
    rule: 'one-approver',
    coveringRoles: ['Privileged Authentication Administrator', 'Global Administrator'],
    expiresAt: new Date(now.getTime() + 30 * 60_000).toISOString(),
    where: 'a chat',
    policy,
  };
  const approver = by(ben, 'Privileged Authentication Administrator');
  return [asked, { at, type: 'approved', by: approver, needed: 1 }];
}

function directoryOf(world: World, usual: ReadonlyMap<PersonId, Standing>): Directory {
  const one: Directory['standing'] = async (id) => {
    await soon();
    const found = usual.get(id);
    return found === undefined ? undefined : world.standing(id, found);
  };
  return {
    find: async () => ({ kind: 'none' }),
    findAll: async (refs) => refs.map(() => ({ kind: 'none' })),
    standing: one,
    standings: (ids) => Promise.all(ids.map(one)),
    group: async () => ({ kind: 'none' }),
    peopleIn: async () => ({ people: [], more: false }),
    members: async () => [],
  };
}

interface Graph {
  readonly clock: QuickClock;
  readonly world: World;
  readonly sent: { id: PersonId; clientRequestId: string; at: Date }[];
  readonly validFrom: Map<PersonId, string>;
}

function sessionsOf({ clock, world, sent, validFrom }: Graph): Sessions {
  const read: Sessions['readMany'] = async (ids) => {
    await soon();
    const graphDate = clock.now().toISOString();
    return ids.map((id) => ({ validFrom: validFrom.get(id) ?? null, graphDate }));
  };
  const revokeMany: Sessions['revokeMany'] = async (items) => {
    if (items.length > 20) throw new Error('Graph takes twenty in one call');
    await soon();
    return items.map(({ id, clientRequestId }) => {
      const deed = world.deed(id, sent.filter((one) => one.id === id).length);
      sent.push({ id, clientRequestId, at: clock.now() });
      if (deed.effect) validFrom.set(id, clock.now().toISOString());
      return deed.answer;
    });
  };
  return {
    read: () => Promise.reject(new CouldNotCheck('one alone')),
    revoke: () => Promise.reject(new Error('nobody is sent about alone here')),
    readMany: read,
    revokeMany,
    turn: (count, _hurry, cut) => world.turn(count, cut),
  };
}

/** A process looks at the record until the request has come to its end. */
export async function finish({ flow }: Process): Promise<void> {
  await flow.resume();
  await flow.idle();
}

/** Long enough for everything else that can go on to go on. */
function soon(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
