import { asPersonId, type PersonId } from '../../../src/core/ids';
import type { Directory, Found } from '../../../src/core/ports';
import { graphClient } from '../../../src/edges/graph/client';
import { graphDirectory } from '../../../src/edges/graph/directory';
import { town } from '../../../src/playground/tenant/town';
import { graphScope, openContoso, stoppedClock, type Contoso } from './contoso';

const { alice, derek, eve, hans, nora, sam, sam2 } = town.people;
const id = (text: string): PersonId => asPersonId(text)!;

describe('finding who is meant', () => {
  let contoso: Contoso;
  let directory: Directory;
  beforeAll(async () => {
    contoso = await openContoso();
    directory = graphDirectory(contoso.client(), stoppedClock('2026-11-21T14:00:00Z'));
  });
  beforeEach(() => {
    contoso.tenant.ledger.clear();
    contoso.tenant.control.clearFaults();
  });
  afterAll(() => contoso.close());

  const byAddress = (address: string): Promise<Found> => directory.find({ kind: 'address', address });

  it('describes the person as decisions need it', async () => {
    expect(await directory.find({ kind: 'id', id: id(alice.id) })).toEqual({
      kind: 'one',
      person: {
        id: alice.id,
        name: 'Alice Archer',
        address: 'alice@contoso.com',
        jobTitle: 'Account Manager',
        department: 'Sales',
        kind: 'member',
        enabled: true,
        synchronised: false,
        sessionsValidFrom: '2024-03-04T08:00:00Z',
      },
    });
  });

  it.each([
    ['sign-in name', 'alice@contoso.com', alice],
    ['sign-in name in capitals', 'ALICE@Contoso.COM', alice],
    ['alias', 'alice.archer@contoso.com', alice],
    ['alias in capitals', 'Alice.Archer@CONTOSO.com', alice],
    ['mail address that is not the sign-in name', 'eve@fabrikam.com', eve],
    ['name with a quote', "o'neil@contoso.com", nora],
    ['name with # in it', 'eve_fabrikam.com#EXT#@contoso.com', eve],
    ['one of two people with one name', 'sam.smith2@contoso.com', sam2],
  ])('finds a person by %s', async (_, address, person) => {
    expect(await byAddress(address)).toMatchObject({ kind: 'one', person: { id: person.id } });
  });

  it.each([
    ['a guest', eve, { kind: 'guest' }],
    ['somebody disabled', derek, { enabled: false }],
    ['somebody synchronised', hans, { synchronised: true }],
  ])('says so of %s', async (_, person, is) => {
    expect(await directory.find({ kind: 'id', id: id(person.id) })).toMatchObject({
      kind: 'one',
      person: is,
    });
  });

  it.each([
    ['nobody', 'nobody@contoso.com'],
    ['the beginning of an address', 'alic@contoso.com'],
    ['the same name elsewhere', 'alice@contoso.co'],
    ['a display name', 'Alice Archer'],
    ['a piece of OData', "x' or userPrincipalName eq 'alice@contoso.com"],
    ['a wildcard', '*@contoso.com'],
    ['a path', '../me'],
  ])('finds no one for %s', async (_, address) => {
    expect(await byAddress(address)).toEqual({ kind: 'none' });
  });

  it('asks Graph with what was typed inside a value, never as a part of a path', async () => {
    await byAddress("../me?$filter=x eq 'y'&$top=1#%00");
    const paths = contoso.tenant.ledger.entries.filter(({ path }) => path.startsWith('/v1.0'));
    expect(paths).toHaveLength(3);
    for (const { path, status } of paths) {
      expect(new URL(path, 'http://graph').pathname).toBe('/v1.0/users');
      expect([...new URL(path, 'http://graph').searchParams.keys()]).toEqual(
        expect.arrayContaining(['$filter', '$select']),
      );
      expect(status).toBe(200);
    }
  });

  it('leaves the choice to the person when an address means several people', async () => {
    const old = sam.userPrincipalName;
    contoso.tenant.control.changeUserPrincipalName(sam.id, 'alice.archer@contoso.com');
    const found = await byAddress('alice.archer@contoso.com');
    contoso.tenant.control.changeUserPrincipalName(sam.id, old);
    expect(found.kind).toBe('several');
    const ids = found.kind === 'several' ? found.people.map((person) => person.id as string) : [];
    expect(ids.toSorted()).toEqual([alice.id, sam.id].toSorted());
  });

  it('finds no one for the id of nothing', async () => {
    expect(await directory.find({ kind: 'id', id: id('00000000-0000-4000-8000-000000000000') })).toEqual({
      kind: 'none',
    });
  });

  it('with the few permissions Evict asks for, cannot tell an application from nothing', async () => {
    const application = id(town.applications.payroll.id);
    expect(await directory.find({ kind: 'id', id: application })).toEqual({ kind: 'none' });
    expect(contoso.tenant.ledger.entries.at(-1)).toMatchObject({
      path: `/v1.0/directoryObjects/${application}`,
      status: 403,
    });
  });

  it('where Evict may read the whole directory, says that an id belongs to an application', async () => {
    const token = contoso.tenant.signIn.accessToken({
      permissions: ['User.Read.All', 'Directory.Read.All'],
    });
    const client = graphClient({
      url: contoso.tenant.graphUrl,
      scope: graphScope,
      credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 60_000 }) },
      timeoutMs: 5_000,
    });
    const reader = graphDirectory(client, stoppedClock('2026-11-21T14:00:00Z'));
    const application = id(town.applications.payroll.id);
    expect(await reader.find({ kind: 'id', id: application })).toEqual({ kind: 'not-a-person' });
  });
});
