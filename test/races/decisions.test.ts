import type { PersonId, RequestId } from '../../src/core/ids';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { fold } from '../../src/core/request/state';
import type { Store } from '../../src/edges/store/sqlite';
import { asked, code, requestId } from '../contract/events';
import { storeFile, type StoreFile } from '../contract/file';
import { ben, olga, standing, holding } from '../support/people';
import { startRival, type Contestant, type Rival, type Told } from '../support/races-processes';

const responder = [holding('Privileged Authentication Administrator')];
const petra = standing('Petra Priv', { roles: responder });
const ruth = standing('Ruth Reyes', { roles: responder });
const people = [olga, ben, petra, ruth];

/** One moment on two sides of the deadline: whoever presses looked at the clock just before it was over. */
const expiresAt = '2026-11-21T14:33:07.000Z';
const before = '2026-11-21T14:33:06.999Z';

const approving: Contestant = { does: 'approve', by: ben.person, now: before };
const alsoApproving: Contestant = { does: 'approve', by: petra.person, now: before };
const rejecting: Contestant = { does: 'reject', by: petra.person, now: before };
const cancelling: Contestant = { does: 'cancel', by: olga.person, now: before };
const expiring: Contestant = { does: 'expire', now: expiresAt };
const everybody = [approving, rejecting, cancelling, expiring];

const kinds = { approve: 'approved', reject: 'rejected', cancel: 'cancelled', expire: 'expired' } as const;
const phases = { ...kinds, approve: 'ready' } as const;

/** With two approvers wanted for everybody, the asker's own role included. */
const two: Policy = { ...defaultPolicy, tiers: { ...defaultPolicy.tiers, standard: 'two-approvers' } };

describe('two processes decide on one record', () => {
  let file: StoreFile;
  let store: Store;
  let rivals: readonly [Rival, Rival];
  let count = 0;
  beforeAll(async () => {
    file = storeFile();
    store = file.open();
    rivals = await Promise.all([startRival(file.path, 11), startRival(file.path, 23)]);
  });
  afterAll(async () => {
    await Promise.all(rivals.map((rival) => rival.end()));
    file.remove();
  });

  /** Olga asks about somebody nobody asked about before. */
  const open = async (policy: Policy): Promise<RequestId> => {
    count += 1;
    const id = requestId(count);
    const target = standing(`Target ${count}`).person;
    const person = { ...target, id: id as string as PersonId };
    const by = { ...olga.person, role: 'Helpdesk Administrator' };
    const rule = policy.tiers.standard === 'two-approvers' ? policy.tiers.standard : 'one-approver';
    const under = code(`R-${String(count).padStart(5, '0')}`);
    const event = asked({ code: under, targets: [{ person, roles: [] }], by, rule, policy, expiresAt });
    expect(await store.append(id, 0, [event])).toBe('appended');
    return id;
  };
  const openSome = async (many: number, policy = defaultPolicy): Promise<readonly RequestId[]> => {
    const ids: RequestId[] = [];
    while (ids.length < many) ids.push(await open(policy));
    return ids;
  };

  /** Both processes at once; what everybody of both was told, request by request. */
  const race = async (
    requests: readonly RequestId[],
    contestants: readonly [readonly Contestant[], readonly Contestant[]],
    policy = defaultPolicy,
  ): Promise<{ told: readonly (readonly Told[])[]; conflicts: number }> => {
    const [one, other] = await Promise.all([
      rivals[0].race({ requests, people, policy, contestants: contestants[0] }),
      rivals[1].race({ requests, people, policy, contestants: contestants[1] }),
    ]);
    const told = requests.map((_, index) => [...one.answers[index]!, ...other.answers[index]!]);
    return { told, conflicts: one.conflicts + other.conflicts };
  };

  const typesOf = async (id: RequestId): Promise<readonly string[]> =>
    (await store.read(id)).map(({ type }) => type);

  /** The record as this process and as each of the two has it. */
  const agreed = async (ids: readonly RequestId[]): Promise<void> => {
    const own = await Promise.all(ids.map(async (id) => fold(id, await store.read(id))));
    const plain: unknown = JSON.parse(JSON.stringify(own));
    for (const rival of rivals) expect(await rival.fold(ids)).toEqual(plain);
  };

  it('1,000 times approve, reject, cancel and expire at once: one wins, and everybody hears who', async () => {
    const rounds = 1_000;
    const atOnce = 10;
    const won = { approve: 0, reject: 0, cancel: 0, expire: 0 };
    let conflicts = 0;
    for (let round = 0; round < rounds; round += atOnce) {
      const ids = await openSome(atOnce);
      const raced = await race(ids, [everybody, everybody.toReversed()]);
      conflicts += raced.conflicts;
      for (const [index, told] of raced.told.entries()) {
        const winner = onlyWinner(told);
        won[winner.does] += 1;
        for (const loser of told.filter((one) => one !== winner)) expectTruth(loser, winner);
        expect(await typesOf(ids[index]!)).toEqual(['asked', kinds[winner.does]]);
      }
      await agreed(ids);
    }
    // It was a race: all of them won sometimes, and appends of one process came between reading and writing of the other.
    for (const times of Object.values(won)) expect(times).toBeGreaterThan(rounds / 50);
    expect(Object.values(won).reduce((a, b) => a + b)).toBe(rounds);
    expect(conflicts).toBeGreaterThan(rounds / 10);
  }, 60_000);

  it('one person approves 100 times at once from two processes: one vote', async () => {
    const [id] = await openSome(1, two);
    const fifty = Array.from({ length: 50 }, () => approving);
    const { told } = await race([id!], [fifty, fifty], two);
    expect(told[0]!.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = told[0]!.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal.kind]));
    expect(refusals).toEqual(Array.from({ length: 99 }, () => 'already-approved'));
    expect(await typesOf(id!)).toEqual(['asked', 'approved']);
    const request = fold(id!, await store.read(id!));
    expect(request).toMatchObject({ phase: 'awaiting-approval', approvals: [{ id: ben.person.id }] });
    await agreed([id!]);
  });

  it('two approvers at once where two are needed: both count, and one of them makes it ready', async () => {
    const rounds = 100;
    const last = new Set<string>();
    for (let round = 0; round < rounds; round += 10) {
      const ids = await openSome(10, two);
      const { told } = await race(ids, [[approving], [alsoApproving]], two);
      for (const [index, both] of told.entries()) {
        expect(both.map(({ ok }) => ok)).toEqual([true, true]);
        expect(both.map(({ phase }) => phase).toSorted()).toEqual(['awaiting-approval', 'ready']);
        const events = await store.read(ids[index]!);
        expect(events.map(({ type }) => type)).toEqual(['asked', 'approved', 'approved']);
        const request = fold(ids[index]!, events);
        expect(request?.phase).toBe('ready');
        expect(new Set(request?.approvals.map(({ id }) => id))).toEqual(
          new Set([ben.person.id, petra.person.id]),
        );
        last.add(String(request?.decision?.by?.id));
      }
      await agreed(ids);
    }
    expect(last.size).toBe(2);
  });

  it('an approval, a second one and a rejection at once: what was first stands, and nobody is told otherwise', async () => {
    const third: Contestant = { does: 'reject', by: ruth.person, now: before };
    for (let round = 0; round < 50; round += 10) {
      const ids = await openSome(10, two);
      const { told } = await race(ids, [[approving], [alsoApproving, third]], two);
      for (const [index, all] of told.entries()) {
        const request = fold(ids[index]!, await store.read(ids[index]!));
        const counted = all.filter(({ ok }) => ok).map(({ does }) => kinds[does]);
        const types = (await typesOf(ids[index]!)).slice(1);
        expect(counted.toSorted()).toEqual(types.toSorted());
        expect(['ready', 'rejected']).toContain(request?.phase);
        for (const { refusal } of all.filter(({ ok }) => !ok))
          expect(refusal).toMatchObject({ kind: 'already-decided', phase: request?.phase });
      }
      await agreed(ids);
    }
  });
});

function onlyWinner(told: readonly Told[]): Told {
  const winners = told.filter(({ ok }) => ok);
  expect(winners.map(({ does }) => does)).toHaveLength(1);
  expect(winners[0]!.phase).toBe(phases[winners[0]!.does]);
  return winners[0]!;
}

/** They are told that it is decided, how, and by whom; not that it may not be, or that they did it. */
function expectTruth(loser: Told, winner: Told): void {
  const phase = phases[winner.does];
  const decision = {
    kind: kinds[winner.does],
    ...(winner.by === undefined ? {} : { by: { id: winner.by } }),
  };
  expect(loser).toMatchObject({ ok: false, phase, decision });
  if (loser.does !== 'expire')
    expect(loser.refusal).toMatchObject({ kind: 'already-decided', phase, decision });
}
