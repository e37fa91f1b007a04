import { startTenant } from '../../src/playground/tenant/server';
import type { Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const { alice, eve, nora, sam, sam2 } = town.people;

interface Page {
  value: Record<string, unknown>[];
  '@odata.nextLink'?: string;
}

describe('the simulated directory', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant.close());

  const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const address = path.startsWith('http') ? path : `${tenant.graphUrl}/v1.0${path}`;
    return fetch(address, {
      headers: { authorization: `Bearer ${tenant.signIn.accessToken()}`, ...headers },
    });
  };
  const read = async (path: string): Promise<Record<string, unknown>> =>
    (await (await ask(path)).json()) as Record<string, unknown>;
  const list = async (path: string): Promise<Page> => (await (await ask(path)).json()) as Page;
  const find = async (filter: string): Promise<unknown[]> =>
    (await list(`/users?$filter=${encodeURIComponent(filter)}&$select=id`)).value.map(({ id }) => id);
  const followed = async (path: string): Promise<{ ids: unknown[]; pages: number }> => {
    const ids: unknown[] = [];
    let pages = 0;
    for (let next: string | undefined = path; next !== undefined; pages += 1) {
      const page: Page = await list(next);
      ids.push(...page.value.map(({ id }) => id));
      next = page['@odata.nextLink'];
    }
    return { ids, pages };
  };

  describe('reading one person', () => {
    it('sends the default properties when nothing is selected, without the sessions date', async () => {
      const body = await read(`/users/${alice.id}`);
      expect(body).toMatchObject({ id: alice.id, displayName: 'Alice Archer', jobTitle: 'Account Manager' });
      expect(body['@odata.context']).toBe(`${tenant.url}/v1.0/$metadata#users/$entity`);
      expect(body).not.toHaveProperty('signInSessionsValidFromDateTime');
      expect(body).not.toHaveProperty('accountEnabled');
    });

    it('sends exactly what is selected', async () => {
      const select = 'id,userType,accountEnabled,onPremisesSyncEnabled,signInSessionsValidFromDateTime';
      const { '@odata.context': context, ...body } = await read(`/users/${alice.id}?$select=${select}`);
      expect(context).toContain(`#users(${select})/$entity`);
      expect(body).toEqual({
        id: alice.id,
        userType: 'Member',
        accountEnabled: true,
        onPremisesSyncEnabled: null,
        signInSessionsValidFromDateTime: '2024-03-04T08:00:00Z',
      });
    });

    it('refuses a property that does not exist', async () => {
      const response = await ask(`/users/${alice.id}?$select=id,favouriteColour`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 'BadRequest' } });
    });

    it.each([
      ['a user principal name', '/users/ALICE@contoso.com', alice.id],
      ['a quoted key with a doubled quote', "/users('o''neil@contoso.com')", nora.id],
      ['an encoded guest name', `/users/${encodeURIComponent(eve.userPrincipalName)}`, eve.id],
      ['a quoted guest name', `/users('${encodeURIComponent(eve.userPrincipalName)}')`, eve.id],
    ])('finds a person by %s', async (_, path, id) => {
      expect(await read(path)).toMatchObject({ id });
    });

    it('says in the shape of Graph that a person does not exist', async () => {
      const response = await ask('/users/nobody@contoso.com', { 'client-request-id': 'my-own-id' });
      expect(response.status).toBe(404);
      expect(response.headers.get('client-request-id')).toBe('my-own-id');
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(Date.parse(response.headers.get('date') ?? '')).not.toBeNaN();
      const requestId = response.headers.get('request-id');
      expect(requestId).toMatch(guid);
      expect(await response.json()).toEqual({
        error: {
          code: 'Request_ResourceNotFound',
          message: expect.stringContaining("Resource 'nobody@contoso.com' does not exist") as string,
          innerError: {
            date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
            'request-id': requestId,
            'client-request-id': 'my-own-id',
          },
        },
      });
    });
  });

  describe('looking people up', () => {
    it.each([
      ["userPrincipalName eq 'o''neil@contoso.com'", [nora.id]],
      ["userPrincipalName eq 'eve_fabrikam.com#EXT#@contoso.com'", [eve.id]],
      ["mail eq 'EVE@fabrikam.com'", [eve.id]],
      ["displayName eq 'sam smith'", [sam.id, sam2.id]],
      ["displayName eq 'Nora O''Neil'", [nora.id]],
      ["proxyAddresses/any(x:x eq 'smtp:alice.archer@contoso.com')", [alice.id]],
      [`id eq '${alice.id}' or mail eq 'eve@fabrikam.com'`, [alice.id, eve.id]],
      ["mail eq 'x' or proxyAddresses/any(p:p eq 'smtp:ALICE@contoso.com')", [alice.id]],
      ["displayName eq ' or '", []],
    ])('finds with %s', async (filter, ids) => {
      expect(await find(filter)).toEqual(ids);
    });

    it.each([
      ["startswith(displayName,'A')", 'Request_UnsupportedQuery'],
      ["department eq 'IT'", 'Request_UnsupportedQuery'],
      ["mail ne 'a'", 'Request_UnsupportedQuery'],
      ["mail eq 'a' and mail eq 'b'", 'Request_UnsupportedQuery'],
      ["userPrincipalName eq 'o'neil@contoso.com'", 'BadRequest'],
      ['who is there', 'BadRequest'],
    ])('refuses %s', async (filter, code) => {
      const response = await ask(`/users?$filter=${encodeURIComponent(filter)}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code } });
    });
  });

  describe('paging', () => {
    it('leads through everyone in a group, nested groups included, each person once', async () => {
      const group = town.groups.projectFalcon.id;
      const path = `/groups/${group}/transitiveMembers/microsoft.graph.user?$select=id,displayName&$top=500`;
      const { ids, pages } = await followed(path);
      expect(pages).toBe(3);
      expect(ids).toHaveLength(1_200);
      expect(new Set(ids).size).toBe(1_200);
    });

    it('keeps the filter and the selection in the address of the next page', async () => {
      const page = await list(
        `/users?$filter=${encodeURIComponent("displayName eq 'Sam Smith'")}&$select=id&$top=1`,
      );
      expect(page.value).toEqual([{ id: sam.id }]);
      expect(await list(page['@odata.nextLink']!)).toMatchObject({ value: [{ id: sam2.id }] });
    });

    it('sends 100 when no $top is given and refuses more than 999', async () => {
      expect((await list('/users')).value).toHaveLength(100);
      expect((await ask('/users?$top=1000')).status).toBe(400);
    });
  });

  it('finds groups by name, and says what their direct members are', async () => {
    const filter = encodeURIComponent("displayName eq 'Project Falcon'");
    const found = await list(`/groups?$filter=${filter}&$select=id,displayName`);
    expect(found.value).toEqual([{ id: town.groups.projectFalcon.id, displayName: 'Project Falcon' }]);
    const members = await list(`/groups/${town.groups.projectFalcon.id}/members?$top=999&$select=id`);
    expect(members.value.at(-1)).toEqual({
      '@odata.type': '#microsoft.graph.group',
      id: town.groups.falconContractors.id,
    });
  });

  it('finds the groups that can hold roles, and says who owns them', async () => {
    const { tier0, helpdeskCrew } = town.groups;
    const filter = encodeURIComponent('isAssignableToRole eq true');
    const found = await list(`/groups?$filter=${filter}&$select=id&$top=999`);
    expect(found.value).toEqual([{ id: tier0.id }, { id: helpdeskCrew.id }]);
    const owners = await list(`/groups/${tier0.id}/owners?$select=id`);
    expect(owners.value.map(({ id }) => id)).toEqual([town.people.oscar.id]);
  });

  it('takes in a crowd of any size with a group of their own, who are found like everybody', async () => {
    const { group, people } = tenant.control.addCrowd('Osprey', 2_500);
    const members = `/groups/${group.id}/transitiveMembers/microsoft.graph.user?$select=id&$top=999`;
    const { ids, pages } = await followed(members);
    expect([pages, new Set(ids).size]).toEqual([3, 2_500]);
    expect(await find("userPrincipalName eq 'OSPREY.2500@contoso.com'")).toEqual([people[2_499]!.id]);
    tenant.control.changeUserPrincipalName(people[2_499]!.id, 'moved@contoso.com');
    expect(await find("userPrincipalName eq 'osprey.2500@contoso.com'")).toEqual([]);
    expect(await find("userPrincipalName eq 'moved@contoso.com'")).toEqual([people[2_499]!.id]);
    tenant.control.deletePerson(people[2_499]!.id);
    expect(await find("userPrincipalName eq 'moved@contoso.com'")).toEqual([]);
  });

  it('does not find an application among users, and shows its type only to those who may read it', async () => {
    const { id } = town.applications.payroll;
    expect((await ask(`/users/${id}`)).status).toBe(404);
    expect((await ask(`/directoryObjects/${id}`)).status).toBe(403);
    expect((await ask(`/servicePrincipals/${id}`)).status).toBe(403);
    const authorization = `Bearer ${tenant.signIn.accessToken({ permissions: ['Directory.Read.All'] })}`;
    const wider = await ask(`/directoryObjects/${id}`, { authorization });
    expect(await wider.json()).toMatchObject({ '@odata.type': '#microsoft.graph.servicePrincipal', id });
    const asItself = await ask(`/servicePrincipals/${id}`, { authorization });
    expect(await asItself.json()).toMatchObject({ displayName: 'Payroll Connector' });
  });

  it('reflects accounts being disabled, renamed and deleted', async () => {
    const own = await startTenant();
    const headers = { authorization: `Bearer ${own.signIn.accessToken()}` };
    const address = `${own.graphUrl}/v1.0/users/${alice.id}?$select=accountEnabled,userPrincipalName`;
    own.control.disable(alice.id);
    own.control.changeUserPrincipalName(alice.id, 'alice.new@contoso.com');
    const changed = await fetch(address, { headers });
    expect(await changed.json()).toMatchObject({
      accountEnabled: false,
      userPrincipalName: 'alice.new@contoso.com',
    });
    own.control.deletePerson(alice.id);
    expect((await fetch(address, { headers })).status).toBe(404);
    await own.close();
  });
});
