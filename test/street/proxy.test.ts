import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTenant, type Tenant } from '../../src/playground/tenant/server';
import { town } from '../../src/playground/tenant/town';
import { contosoSettings, startProduction, type Production } from '../support/tls/start';
import { startTeams, type Chat, type Somebody, type Teams } from '../support/teams';
import { certificate, openGateway, openProxy, type Gateway, type TunnelProxy } from '../support/tls/gateway';
import { until } from '../support/until';

const { olga, alice } = town.people;
const smba = 'https://smba.trafficmanager.net/amer/';

describe('a production start where only a proxy leads out', () => {
  const directory = mkdtempSync(join(tmpdir(), 'evict-proxy-'));
  const store = join(directory, 'evict.sqlite');
  const settings = contosoSettings(store);
  let tenant: Tenant;
  let teams: Teams;
  let gateway: Gateway;
  let proxy: TunnelProxy;
  let evict: Production | undefined;
  beforeAll(async () => {
    tenant = await startTenant();
    teams = await startTeams(tenant);
    gateway = await openGateway(tenant, teams);
  });
  beforeEach(async () => {
    proxy = await openProxy(gateway);
    tenant.ledger.clear();
  });
  afterEach(async () => {
    await evict?.stop();
    await proxy.close();
  });
  afterAll(async () => {
    await Promise.all([gateway.close(), teams.close(), tenant.close()]);
    rmSync(directory, { recursive: true, force: true });
  });

  const start = async (more: Readonly<Record<string, string>> = {}): Promise<void> => {
    const proxied = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificate };
    evict = await startProduction({ ...settings, ...proxied, ...more });
    teams.bot.url = evict.url;
  };
  const say = async (who: Somebody, chat: Chat, text: string): Promise<number> => {
    const message = { ...teams.message(who, chat, text), serviceUrl: smba };
    return (await teams.post(message, teams.token(smba))).status;
  };
  const isAsked = async (chat: Chat, text: string): Promise<void> => {
    expect(await say(olga, chat, text)).toBe(200);
    await until('the card is there', () => teams.cards(chat).length === 1);
    expect(teams.newest(chat).buttons).toEqual(['Revoke sessions', 'Cancel']);
  };
  const refusals = (): readonly string[] => {
    const db = new DatabaseSync(store, { readOnly: true });
    const rows = db.prepare("select body from events where type = 'ask-refused' order by seq").all();
    db.close();
    return rows.map(({ body }) => (JSON.parse(String(body)) as { refusal: { kind: string } }).refusal.kind);
  };
  const tunnels = (): readonly string[] => [...new Set(proxy.tunnels)].toSorted();

  it('reaches signing keys, sign-in, Microsoft Graph and Teams through it; while it is down, nothing can be checked', async () => {
    await start();
    await isAsked(teams.open('personal'), `revoke sessions for ${alice.userPrincipalName}`);
    expect(tunnels()).toEqual([
      'graph.microsoft.com:443',
      'login.botframework.com:443',
      'login.microsoftonline.com:443',
      'smba.trafficmanager.net:443',
    ]);
    expect(proxy.plain).toEqual([]);

    const before = gateway.received.length;
    proxy.down(true);
    const unanswered = say(olga, teams.open('personal'), `revoke sessions for ${town.crowd[0]!.id}`);
    await until('the refusal is on record', () => refusals().includes('could-not-check'));
    expect(gateway.received.slice(before)).toEqual([]);
    expect(tenant.ledger.revokes()).toEqual([]);
    proxy.down(false);
    await isAsked(teams.open('personal'), `revoke sessions for ${town.crowd[1]!.id}`);
    expect(await unanswered).toBe(200);
  });

  it('goes around it for the hosts of NO_PROXY and for a managed identity, whatever else the environment says', async () => {
    const here = `https://localhost:${gateway.port}`;
    await start({
      ...tenant.environment,
      https_proxy: proxy.url,
      HTTPS_PROXY: 'http://127.0.0.1:9',
      HTTP_PROXY: proxy.url,
      ALL_PROXY: proxy.url,
      NO_PROXY: 'example.com, localhost',
      EVICT_BOT_IDENTITY: 'managed-identity',
      EVICT_GRAPH_URL: here,
      EVICT_CHANNEL_METADATA_URL: `${here}/v1/.well-known/openidconfiguration`,
    });
    await isAsked(teams.open('personal'), `revoke sessions for ${town.crowd[2]!.id}`);
    expect(tunnels()).toEqual(['login.microsoftonline.com:443', 'smba.trafficmanager.net:443']);
    expect(proxy.plain).toEqual([]);
    expect(gateway.received).toContain('GET localhost/v1/.well-known/openidconfiguration');
    expect(gateway.received.some((line) => line.startsWith('GET localhost/v1.0/users'))).toBe(true);
    expect(tenant.ledger.entries.some(({ path }) => path.startsWith('/msi/token'))).toBe(true);
  });
});
