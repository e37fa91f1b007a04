import type { TokenCredential } from '@azure/identity';
import { CouldNotCheck } from '../../../src/core/fault';
import { asPersonId } from '../../../src/core/ids';
import type { Directory } from '../../../src/core/ports';
import { graphDirectory } from '../../../src/edges/graph/directory';
import { graphSessions } from '../../../src/edges/graph/sessions';
import { graphClient } from '../../../src/edges/graph/client';
import { roles } from '../../../src/playground/tenant/roles';
import { town } from '../../../src/playground/tenant/town';
import { graphScope, openContoso, stoppedClock, type Contoso } from './contoso';

const alice = asPersonId(town.people.alice.id)!;
const clock = stoppedClock('2026-11-21T14:00:00Z');

describe('reading from Graph when something is wrong', () => {
  let contoso: Contoso;
  let directory: Directory;
  beforeAll(async () => {
    contoso = await openContoso();
    directory = graphDirectory(contoso.client(), clock);
  });
  beforeEach(() => {
    contoso.tenant.control.clearFaults();
    contoso.tenant.control.settings.pageSize = 100;
    contoso.tenant.ledger.clear();
  });
  afterAll(() => contoso.close());

  const lasting = [
    ['forbids it', '403'],
    ['is unavailable', '503'],
    ["answers with a gateway's page", 'html=502'],
    ["answers 200 with a gateway's page", 'html=200'],
    ['answers an empty 200', '200'],
    ['resets the connection', 'reset'],
    ['breaks off in the middle of the body', 'reset-mid-body'],
    ['does not know the token', '401'],
    ['does not understand', '400'],
  ];

  it.each(lasting)('could not check a person when Graph %s', async (_, what) => {
    contoso.tenant.control.addFault(`GET /users/ ${what}`);
    await expect(directory.find({ kind: 'id', id: alice })).rejects.toThrow(CouldNotCheck);
    await expect(directory.standing(alice)).rejects.toThrow(CouldNotCheck);
  });

  it.each([...lasting, ['finds nothing there', '404']])(
    'could not check an address when Graph %s for one of the look-ups',
    async (_, what) => {
      contoso.tenant.control.addFault(`GET proxyAddresses ${what}`);
      const asked = directory.find({ kind: 'address', address: 'alice@contoso.com' });
      await expect(asked).rejects.toMatchObject({ name: 'CouldNotCheck', what: 'who alice@contoso.com is' });
    },
  );

  const parts = [
    ['the active roles', 'roleAssignmentScheduleInstances'],
    ['the eligible roles', 'roleEligibilityScheduleInstances'],
    ['the groups', 'transitiveMemberOf'],
    ['the owned groups', 'ownedObjects'],
  ];
  it.each(parts.flatMap(([part, path]) => ['403', '404'].map((status) => [part, status, path])))(
    'could not check a standing when only %s are answered with %s',
    async (_, status, path) => {
      contoso.tenant.control.addFault(`GET ${path!} ${status!}`);
      await expect(directory.standing(alice)).rejects.toMatchObject({
        name: 'CouldNotCheck',
        what: expect.stringContaining('Alice Archer') as string,
      });
    },
  );

  it.each(['403', '404', 'html=502', 'reset'])(
    'takes half a list for no list: page two is %s',
    async (what) => {
      const { control } = contoso.tenant;
      for (const role of [roles.reportsReader, roles.guestInviter]) control.assignRole(alice, role);
      control.settings.pageSize = 1;
      control.addFault(`GET roleAssignmentScheduleInstances*skiptoken ${what}`);
      await expect(directory.standing(alice)).rejects.toMatchObject({
        name: 'CouldNotCheck',
        what: 'the roles of Alice Archer',
      });
      control.clearFaults();
      expect((await directory.standing(alice))?.roles).toHaveLength(2);
      for (const role of [roles.reportsReader, roles.guestInviter]) control.removeRole(alice, role);
    },
  );

  it('could not check when no answer comes, and does not wait longer than it was told', async () => {
    const hasty = graphDirectory(contoso.client(300), clock);
    contoso.tenant.control.addFault('GET /users/ no-answer');
    const start = performance.now();
    await expect(hasty.find({ kind: 'id', id: alice })).rejects.toThrow(CouldNotCheck);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('could not check when the timestamp of sessions cannot be read', async () => {
    contoso.tenant.control.addFault('GET signInSessionsValidFromDateTime 403');
    const sessions = graphSessions(contoso.client(), clock);
    await expect(sessions.read(alice)).rejects.toThrow(CouldNotCheck);
  });

  it.each([
    ['503 once', '503 x1', 2],
    ['503 twice', '503 x2', 3],
    ['429 with a short pause', '429 x1 retry-after=1', 2],
    ['502 once', '502 x1', 2],
    ['504 once', '504 x1', 2],
  ])('reads again after %s', async (_, fault, requests) => {
    contoso.tenant.control.addFault(`GET /users/ ${fault}`);
    expect(await directory.find({ kind: 'id', id: alice })).toMatchObject({ kind: 'one' });
    expect(reads()).toHaveLength(requests);
  });

  it('gives up when told to wait long, and does not ask again at once', async () => {
    contoso.tenant.control.addFault('GET /users/ 429 retry-after=60');
    await expect(directory.find({ kind: 'id', id: alice })).rejects.toThrow(CouldNotCheck);
    expect(reads()).toHaveLength(1);
  });

  it.each(['403', '400', '404'])('does not repeat what was answered with %s', async (status) => {
    contoso.tenant.control.addFault(`GET /users/ ${status}`);
    await directory.find({ kind: 'id', id: alice }).catch(() => undefined);
    expect(reads()).toHaveLength(1);
  });

  it('could not check when there is no token, and asks nothing', async () => {
    const credential: TokenCredential = { getToken: async () => null };
    const client = graphClient({
      url: contoso.tenant.graphUrl,
      scope: graphScope,
      credential,
      timeoutMs: 1_000,
    });
    await expect(graphDirectory(client, clock).find({ kind: 'id', id: alice })).rejects.toThrow(
      CouldNotCheck,
    );
    expect(contoso.tenant.ledger.entries).toEqual([]);
  });

  it('tells the log what Graph said, its request-id too, and never the token', async () => {
    contoso.tenant.control.addFault('GET /users/ 403 code=Authorization_RequestDenied');
    const problem: unknown = await directory.find({ kind: 'id', id: alice }).catch((cause: unknown) => cause);
    const cause = problem instanceof Error ? problem.cause : undefined;
    expect(String(cause)).toMatch(
      /^Error: Graph answered 403 Authorization_RequestDenied \(request-id [0-9a-f-]{36}\)$/,
    );
  });

  const reads = (): readonly unknown[] =>
    contoso.tenant.ledger.entries.filter(({ path }) => path.startsWith(`/v1.0/users/${alice}`));
});
