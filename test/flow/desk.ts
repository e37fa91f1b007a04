import { noMeters } from '../../src/core/meters';
import { openStore } from '../support/store';
import { randomIds } from '../../src/edges/system/system';
import { defaultPolicy } from '../../src/core/policy';
import { CouldNotRecord } from '../../src/core/fault';
import { asPersonId, type PersonId, type RequestId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import type { Directory, Notices, RequestLog, Sessions } from '../../src/core/ports';
import type { Reply } from '../../src/core/reply';
import type { Event } from '../../src/core/request/events';
import { defaultLimits } from '../../src/core/request/next';
import { createFlow, type Flow } from '../../src/flow/flow';
import type { Edges } from '../../src/flow/means';
import { quickClock, type QuickClock } from '../support/clock';

/** One desk: the steps over a record in memory, a directory of two, and a chat that remembers. All of it can be bent. */
export interface Desk {
  readonly flow: Flow;
  readonly clock: QuickClock;
  /** Another process on the same record. */
  colleague(): Flow;
  /** Olga asks for Alice; the request it opened. */
  ask(): Promise<RequestId>;
  press(id: RequestId, verb: 'confirm' | 'cancel'): Promise<Reply>;
  events(id: RequestId): Promise<readonly Event[]>;
  types(id: RequestId): Promise<readonly string[]>;
  /** Client request ids of what was sent. */
  readonly sent: readonly string[];
  readonly chat: Chat;
  readonly log: RequestLog;
  /** Called in place of what follows, when set; `undefined` lets it go on as usual. */
  readonly bend: Bend;
  /** Ends every wait and closes the record. */
  close(): void;
}

interface Bend {
  append?: (event: Event) => void | Promise<void>;
  standing?: (id: PersonId) => Promise<void>;
  /** The directory does not find this account. */
  gone?: PersonId;
  read?: () => Promise<void>;
  revoke?: (clientRequestId: string) => Promise<void>;
  post?: () => void;
  update?: (place: Parameters<Notices['update']>[0]) => 'gone' | undefined | Promise<undefined>;
}

interface Chat {
  /** Every message that was posted, and what it shows now. */
  readonly messages: Map<string, Reply>;
  /** The phase that a message shows. */
  phaseOf(activityId: string): string | undefined;
}

const idOf = (letter: string): PersonId => {
  const id = asPersonId(`${letter.repeat(8)}-0000-4000-8000-000000000000`);
  if (id === undefined) throw new Error(`"${letter}" makes no id`);
  return id;
};
export const olga = { id: idOf('a'), name: 'Olga Ops' };
export const mallory = { id: idOf('c'), name: 'Mallory' };
export const alice = { id: idOf('b'), name: 'Alice Archer' };
const helpdesk = '729827e3-9c14-49f7-bb1b-9608f156bbb8';

function standingOf({ id, name }: typeof olga): Standing {
  const address = `${name.split(' ')[0]?.toLowerCase() ?? ''}@contoso.com`;
  const role = {
    templateId: helpdesk,
    name: 'Helpdesk Administrator',
    state: 'active',
    scope: 'tenant',
  } as const;
  const person = {
    id,
    name,
    address,
    kind: 'member',
    enabled: true,
    synchronised: false,
    sessionsValidFrom: null,
  } as const;
  const standing = { person, roles: id === olga.id ? [role] : [], roleAssignableGroups: [], groups: [] };
  return standing;
}

/** What the store refuses while it cannot be written. */
export function cannotBeWritten(): never {
  throw new CouldNotRecord();
}

export function openDesk(): Desk {
  const clock = quickClock();
  const store = openStore(':memory:');
  const bend: Bend = {};
  const sent: string[] = [];
  const chat = openChat();
  const log: RequestLog = {
    ...store,
    append: async (id, expected, events) => {
      for (const event of events) await bend.append?.(event);
      return store.append(id, expected, events);
    },
  };
  const stopping = new AbortController();
  const parts: Partial<Edges> = {
    directory: directoryOf(bend),
    sessions: sessionsOf(bend, clock, sent),
    log,
    places: store,
    onCall: store.onCall,
    notices: noticesOf(bend, chat),
    files: { read: async () => ({ ok: false, why: 'not-there' }), write: async () => undefined },
    roster: { memberOf: async () => undefined },
    clock,
    ids: randomIds,
    journal: { note: () => undefined },
    meters: noMeters,
    policy: defaultPolicy,
    limits: defaultLimits,
    stopping: stopping.signal,
  };
  const means = parts as Edges;
  const flow = createFlow(means);
  const where = 'a chat';
  return {
    flow,
    clock,
    colleague: () => createFlow(means),
    ask: async () => {
      await flow.hear({ by: olga, text: `revoke sessions for ${alice.id}`, where });
      const [id] = await store.unfinished();
      if (id === undefined) throw new Error('nothing was asked');
      return id;
    },
    press: (request, verb) => flow.press({ verb, request, by: olga, where }),
    events: (id) => store.read(id),
    types: async (id) => (await store.read(id)).map(({ type }) => type),
    sent,
    chat,
    log: store,
    bend,
    close: () => {
      stopping.abort();
      store.close();
    },
  };
}

function directoryOf(bend: Bend): Directory {
  const standing: Directory['standing'] = async (id) => {
    await bend.standing?.(id);
    if (bend.gone === id) return undefined;
    return [olga, alice].map(standingOf).find(({ person }) => person.id === id);
  };
  const find: Directory['find'] = async () => ({ kind: 'one', person: standingOf(alice).person });
  return {
    find,
    findAll: (refs) => Promise.all(refs.map(find)),
    standing,
    standings: (ids) => Promise.all(ids.map(standing)),
    group: async () => ({ kind: 'none' }),
    peopleIn: async () => ({ people: [], more: false }),
    members: async () => [],
  };
}

/** Graph as it is on a good day: what is sent takes effect at once. */
function sessionsOf(bend: Bend, clock: QuickClock, sent: string[]): Sessions {
  let validFrom: string | null = null;
  const sessions: Pick<Sessions, 'read' | 'revoke'> = {
    read: async () => {
      await bend.read?.();
      return { validFrom, graphDate: clock.now().toISOString() };
    },
    revoke: async (_id, clientRequestId) => {
      sent.push(clientRequestId);
      await bend.revoke?.(clientRequestId);
      validFrom = clock.now().toISOString();
      return { kind: 'accepted', status: 200 };
    },
  };
  return {
    ...sessions,
    readMany: async (ids) => (await Promise.all(ids.map(sessions.read))).map((reading) => reading ?? 'gone'),
    revokeMany: (items) =>
      Promise.all(items.map(({ id, clientRequestId }) => sessions.revoke(id, clientRequestId))),
    turn: async () => undefined,
  };
}

function openChat(): Chat {
  const messages = new Map<string, Reply>();
  return {
    messages,
    phaseOf: (activityId) => {
      const shown = messages.get(activityId);
      return shown?.kind === 'request' ? shown.request.phase : undefined;
    },
  };
}

function noticesOf(bend: Bend, { messages }: Chat): Notices {
  const notices: Pick<Notices, 'post' | 'update'> = {
    post: async (_where, reply) => {
      bend.post?.();
      const activityId = `message ${messages.size + 1}`;
      messages.set(activityId, reply);
      return { activityId };
    },
    update: async (place, reply) => {
      if ((await bend.update?.(place)) === 'gone') return 'gone';
      messages.set(place.activityId, reply);
      return 'shown';
    },
  };
  return {
    ...notices,
    isSame: () => true,
    isPersonal: () => true,
    roomOf: (where: string) => where,
    threadOf: ({ where }: { readonly where: string }) => where,
  };
}
