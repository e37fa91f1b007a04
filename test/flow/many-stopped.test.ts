import type { PersonId } from '../../src/core/ids';
import type { Event } from '../../src/core/request/events';
import { defaultPolicy } from '../../src/core/policy';
import { runOf } from '../../src/core/request/state';
import { ben, olga } from '../support/people';
import { until } from '../support/until';
import type { Process } from './process';
import { finish, openSquare, type Square } from './square';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;

let square: Square;
const open = async (count: number, policy = defaultPolicy): Promise<Process> => {
  square = await openSquare(count, policy);
  return square.process();
};
afterEach(() => {
  square.close();
});
const times = (who: PersonId): number => square.sent.filter(({ id }) => id === who).length;
const every = (outcome: string): readonly string[] => square.people.map(() => outcome);

describe('what is not as it was when it was approved', () => {
  it('one who became a guest and one whose new role the approver covers no more are skipped alone, and one who is gone fails', async () => {
    const process = await open(45);
    const [guest, admin, gone] = [square.people[3]!, square.people[25]!, square.people[44]!];
    square.world.standing = (who, usual) => {
      if (who === gone) return undefined;
      if (who === guest) return { ...usual, person: { ...usual.person, kind: 'guest' } };
      // Ben holds by now what Olga holds: enough for people without a role.
      if (who === ben.person.id) return { ...usual, roles: olga.roles };
      return who === admin ? { ...usual, roles: [globalAdministrator] } : usual;
    };
    await finish(process);
    expect(await square.outcomes()).toEqual(
      every('verified').with(3, 'skipped').with(25, 'skipped').with(44, 'failed'),
    );
    for (const who of [guest, admin, gone]) expect(times(who)).toBe(0);
    const request = await square.request();
    expect(request.halt).toBeUndefined();
    const why = (who: PersonId): unknown => runOf(request, who)?.outcome;
    expect(why(guest)).toMatchObject({ why: { refusal: { kind: 'target-is-guest' } } });
    expect(why(admin)).toMatchObject({
      why: { refusal: { kind: 'may-not-any-more', name: 'Ben Berg', why: 'role-does-not-cover' } },
    });
  });

  it('with a policy that lets nobody go on without those who may not be revoked, one of them stops it for all', async () => {
    const process = await open(45, { ...defaultPolicy, notAllowedAmongMany: 'refuse' });
    const guest = square.people[3]!;
    square.world.standing = (who, usual) =>
      who === guest ? { ...usual, person: { ...usual.person, kind: 'guest' } } : usual;
    await finish(process);
    expect((await square.request()).halt).toMatchObject({ refusal: { kind: 'target-is-guest' } });
    expect((await square.outcomes()).slice(0, 20)).toEqual(every('skipped').slice(0, 20));
    for (const who of square.people.slice(0, 20)) expect(times(who)).toBe(0);
  });

  it.each([
    ['who asked holds no role any more', olga, 'not-entitled'],
    ['who approved holds no role any more', ben, 'role-does-not-cover'],
  ] as const)('%s: nothing is sent for anybody', async (_what, who, why) => {
    const process = await open(45);
    square.world.standing = (id, usual) => (id === who.person.id ? { ...usual, roles: [] } : usual);
    await finish(process);
    expect(square.sent).toEqual([]);
    expect(await square.outcomes()).toEqual(every('skipped'));
    expect((await square.request()).halt).toMatchObject({
      refusal: { kind: 'may-not-any-more', name: who.person.name, why },
    });
  });
});

describe('stopping a request for 500 after 200 were sent', () => {
  /** Graph's quota lets 200 through and then nobody, for as long as anybody waits. */
  const held = async (): Promise<{ process: Process; running: Promise<void> }> => {
    const process = await open(500);
    let taken = 0;
    square.world.turn = (count, cut) => {
      taken += count;
      if (taken <= 200) return Promise.resolve();
      return new Promise((resolve) => {
        cut.addEventListener('abort', () => {
          resolve();
        });
      });
    };
    const running = finish(process);
    await until('200 are proven', async () => (await square.request()).unsettled === 300);
    return { process, running };
  };
  const press = { verb: 'stop', where: 'a chat' } as const;

  it.each([
    ['who asked', olga],
    ['who approved', ben],
  ])('by %s: nothing more is sent, and what was sent is told', async (_who, { person }) => {
    const { process, running } = await held();
    const by = { id: person.id, name: person.name };
    expect(await process.flow.press({ ...press, request: square.id, by })).toMatchObject({
      kind: 'request',
      request: { halt: { kind: 'stopped', by: { id: person.id } } },
    });
    await running;
    expect(square.sent).toHaveLength(200);
    const outcomes = await square.outcomes();
    expect(outcomes.filter((one) => one === 'verified')).toHaveLength(200);
    expect(outcomes.filter((one) => one === 'skipped')).toHaveLength(300);
    const last = (await square.events()).at(-1) as Of<'settled'>;
    expect(last.outcome).toMatchObject({ kind: 'skipped', why: { kind: 'stopped' } });
    await process.flow.press({ ...press, request: square.id, by });
    const types = (await square.events()).map(({ type }) => type);
    expect(types.filter((type) => type === 'halted')).toHaveLength(1);
    expect(types.at(-1)).toBe('press-refused');
  });

  it('by another process, by one of the people it is about, and twice', async () => {
    const { process, running } = await held();
    const elsewhere = square.process();
    const target = { id: square.people[499]!, name: 'Person 500' };
    const request = square.id;
    expect(await process.flow.press({ ...press, request, by: target })).toMatchObject({
      refusal: { kind: 'may-not-stop', requester: 'Olga Ops' },
    });
    expect((await square.request()).halt).toBeUndefined();
    const by = { id: olga.person.id, name: 'Olga Ops' };
    await elsewhere.flow.press({ ...press, request, by });
    const twice = await elsewhere.flow.press({ ...press, request, by });
    expect(['refused', 'request']).toContain(twice.kind);
    await running;
    expect(square.sent).toHaveLength(200);
    expect((await square.events()).filter(({ type }) => type === 'halted')).toHaveLength(1);
  });
});

const globalAdministrator = {
  templateId: '62e90394-69f5-4237-9190-012177145e10',
  name: 'Global Administrator',
  state: 'active',
  scope: 'tenant',
} as const;
