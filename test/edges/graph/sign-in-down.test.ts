import { randomUUID } from 'node:crypto';
import { CouldNotCheck } from '../../../src/core/fault';
import { asPersonId } from '../../../src/core/ids';
import { graphDirectory } from '../../../src/edges/graph/directory';
import { graphSessions } from '../../../src/edges/graph/sessions';
import { town } from '../../../src/playground/tenant/town';
import { openContoso, stoppedClock, type Contoso } from './contoso';

const alice = asPersonId(town.people.alice.id)!;
const clock = stoppedClock('2026-11-21T14:00:00.000Z');

describe('while the managed identity gets no token', () => {
  let contoso: Contoso;
  beforeAll(async () => {
    contoso = await openContoso();
    contoso.tenant.control.addFault('GET /msi/token 400');
  });
  afterAll(() => contoso.close());

  const received = (path: string): readonly unknown[] =>
    contoso.tenant.ledger.entries.filter((entry) => entry.path.startsWith(path));

  it('a revoke is not taken, says when to come back, and nothing is sent', async () => {
    const answer = await graphSessions(contoso.client(2_000), clock).revoke(alice, randomUUID());
    expect(answer).toEqual({ kind: 'not-taken', why: 'no-token', retryAt: '2026-11-21T14:00:05.000Z' });
    expect(received('/v1.0')).toEqual([]);
    expect(received('/msi/token').length).toBeGreaterThan(0);
  });

  it('a look-up could not be checked', async () => {
    const asked = graphDirectory(contoso.client(2_000), clock).standing(alice);
    await expect(asked).rejects.toThrow(CouldNotCheck);
    expect(received('/v1.0')).toEqual([]);
  });

  it('and afterwards everything works again', async () => {
    contoso.tenant.control.clearFaults();
    const answer = await graphSessions(contoso.client(), clock).revoke(alice, randomUUID());
    expect(answer).toMatchObject({ kind: 'accepted' });
    expect(contoso.tenant.ledger.revokes()).toHaveLength(1);
  });
});
