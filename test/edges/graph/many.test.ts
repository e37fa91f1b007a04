import fc from 'fast-check';
import { CouldNotCheck } from '../../../src/core/fault';
import { asGroupId, asPersonId, type GroupId, type PersonId } from '../../../src/core/ids';
import type { Clock, Directory, Findable, Found } from '../../../src/core/ports';
import { graphDirectory } from '../../../src/edges/graph/directory';
import { graphSessions } from '../../../src/edges/graph/sessions';
import { town } from '../../../src/playground/tenant/town';
import { times } from '../../support/property';
import { openContoso, type Contoso } from './contoso';

const { carol, dan, hans, mia } = town.people;
const everybody = [...Object.values(town.people), ...town.crowd.slice(0, 5), ...town.crowd.slice(-5)];
const idOf = ({ id }: { id: string }): PersonId => asPersonId(id)!;
const groupId = ({ id }: { id: string }): GroupId => asGroupId(id)!;
const nobody = asPersonId('00000000-0000-4000-8000-000000000000')!;
const noGroup = asGroupId('00000000-0000-4000-8000-000000000001')!;
const { projectFalcon } = town.groups;

describe('looking up many people', () => {
  let contoso: Contoso;
  let directory: Directory;
  let nowMs: number;
  const clock: Clock = { now: () => new Date(nowMs), sleep: async () => undefined };
  beforeAll(async () => {
    contoso = await openContoso();
  });
  beforeEach(() => {
    nowMs = Date.parse('2026-11-21T14:00:00Z');
    directory = graphDirectory(contoso.client(), clock);
    contoso.tenant.control.clearFaults();
    contoso.tenant.control.settings.pageSize = 100;
    contoso.tenant.ledger.clear();
  });
  afterAll(() => contoso.close());

  /** What Graph was asked, without what was inside the batches. */
  const calls = (): readonly string[] =>
    contoso.tenant.ledger.entries
      .filter(({ batched, path }) => !batched && path.startsWith('/v1.0'))
      .map(({ method, path }) => `${method} ${path.split('?')[0]!.replace('/v1.0', '')}`);

  describe('to find who is meant', () => {
    const refs: readonly Findable[] = [
      ...everybody.map((person): Findable => ({ kind: 'id', id: idOf(person) })),
      ...everybody.map((person): Findable => ({ kind: 'address', address: person.userPrincipalName })),
      ...[
        'ALICE.archer@contoso.com',
        'eve@fabrikam.com',
        'nobody@contoso.com',
        '../me',
        "x' or id eq 'y",
      ].map((address): Findable => ({ kind: 'address', address })),
      ...['Sam Smith', "Nora O'Neil", 'Alice', 'alice archer'].map((name): Findable => ({
        kind: 'name',
        name,
      })),
      { kind: 'id', id: nobody },
      { kind: 'id', id: idOf(town.applications.payroll) },
    ];

    it('gives for each of them, in any order, exactly what it gives for one', async () => {
      const alone = new Map<Findable, Found>();
      for (const ref of refs) alone.set(ref, await directory.find(ref));
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray([...refs]), async (some) => {
          expect(await directory.findAll(some)).toEqual(some.map((ref) => alone.get(ref)));
        }),
        times(12),
      );
    });

    it('asks for twenty in one call', async () => {
      await directory.findAll(town.crowd.slice(0, 40).map((person) => ({ kind: 'id', id: idOf(person) })));
      expect(calls()).toEqual(['POST /$batch', 'POST /$batch']);
    });

    it('follows the pages of each', async () => {
      contoso.tenant.control.settings.pageSize = 1;
      const found = await directory.findAll([
        { kind: 'name', name: 'Sam Smith' },
        { kind: 'name', name: 'Alice Archer' },
      ]);
      expect(found.map(({ kind }) => kind)).toEqual(['several', 'one']);
    });

    it.each(['403', 'html=502', '400', 'reset', '200'])(
      'could not check anybody when one look-up of many is answered with %s',
      async (what) => {
        contoso.tenant.control.addFault(`GET /users/${carol.id} ${what}`);
        const asked = directory.findAll(everybody.map((person) => ({ kind: 'id', id: idOf(person) })));
        await expect(asked).rejects.toThrow(CouldNotCheck);
      },
    );

    it.each(['403', '500', 'html=200', 'reset', 'reset-mid-body', '401', '400', '404'])(
      'could not check anybody when the batch as a whole is answered with %s',
      async (what) => {
        contoso.tenant.control.addFault(`POST $batch ${what}`);
        const byId = directory.findAll(everybody.map((person) => ({ kind: 'id', id: idOf(person) })));
        await expect(byId).rejects.toThrow(CouldNotCheck);
        const addresses = everybody.map((person) => person.userPrincipalName);
        const byAddress = directory.findAll(addresses.map((address) => ({ kind: 'address', address })));
        await expect(byAddress).rejects.toThrow(CouldNotCheck);
      },
    );

    it('begins no more calls once one look-up failed', async () => {
      contoso.tenant.control.addFault('GET /users/ 403');
      const asked = directory.findAll(town.crowd.map((person) => ({ kind: 'id', id: idOf(person) })));
      await expect(asked).rejects.toThrow(CouldNotCheck);
      expect(calls().length).toBeLessThanOrEqual(16);
    });

    it('asks again only for those that Graph was too busy for, and waits as it was told', async () => {
      contoso.tenant.control.addFault(`GET /users/${carol.id} 429 x1 retry-after=1`);
      contoso.tenant.control.addFault(`GET /users/${hans.id} 503 x2`);
      const people = everybody.slice(0, 20);
      const began = performance.now();
      const found = await directory.findAll(people.map((person) => ({ kind: 'id', id: idOf(person) })));
      expect(found.every(({ kind }) => kind === 'one')).toBe(true);
      expect(performance.now() - began).toBeGreaterThanOrEqual(1_900);
      const times = (id: string): number =>
        contoso.tenant.ledger.entries.filter(({ path }) => path.includes(id)).length;
      expect([carol, hans, dan].map(({ id }) => times(id))).toEqual([2, 3, 1]);
    });
  });

  describe('to know who is in a group', () => {
    const pages = (): readonly string[] => calls().filter((call) => call.startsWith('GET /groups'));

    it('tells of everybody, nested ones too, each once', async () => {
      const { people, more } = await directory.peopleIn(groupId(projectFalcon), 10_000);
      expect(new Set(people.map(({ id }) => id as string))).toEqual(new Set(town.crowd.map(({ id }) => id)));
      expect([people.length, more]).toEqual([1_200, false]);
      expect(pages()).toHaveLength(2);
    });

    it('says when they are more, and reads no further then', async () => {
      const { people, more } = await directory.peopleIn(groupId(projectFalcon), 998);
      expect([people.length, more]).toEqual([998, true]);
      expect(pages()).toHaveLength(1);
    });

    it('could not check when there is no such group any more', async () => {
      await expect(directory.peopleIn(noGroup, 10)).rejects.toThrow(CouldNotCheck);
    });
  });

  describe('to know when their sessions were last revoked', () => {
    it('tells it of each, in one call, with the time of Graph', async () => {
      const sessions = graphSessions(contoso.client(), clock);
      contoso.tenant.control.addFault(`GET /users/${carol.id} 403`);
      contoso.tenant.control.addFault('GET /users/ delay=1');
      const ids = [idOf(dan), nobody, idOf(carol), idOf(mia)];
      const [first, ...others] = await sessions.readMany(ids);
      expect(first).toEqual(
        await sessions.read(idOf(dan)).then((one) => ({ ...one, graphDate: expect.any(String) as string })),
      );
      expect(others).toEqual([
        'gone',
        'unknown',
        expect.objectContaining({ validFrom: mia.createdDateTime }),
      ]);
      expect(calls()).toEqual(['POST /$batch', `GET /users/${dan.id}`]);
    });

    it('knows of nobody when the batch is not answered', async () => {
      contoso.tenant.control.addFault('POST $batch no-answer');
      const sessions = graphSessions(contoso.client(300), clock);
      expect(await sessions.readMany([idOf(dan), idOf(carol)])).toEqual(['unknown', 'unknown']);
    });
  });
});
