import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { clouds } from '../../../src/edges/config/clouds';
import { credentialFor } from '../../../src/edges/config/credential';
import { readProxy, useProxy } from '../../../src/edges/config/proxy';
import { EvictAdapter } from '../../../src/edges/teams/adapter';
import { conversations } from '../../../src/edges/teams/conversations';
import { teamsNotices } from '../../../src/edges/teams/notices';
import { english } from '../../../src/edges/teams/words/words';
import { startTenant, type Tenant } from '../../../src/playground/tenant/server';
import { noKeys } from '../../support/keys';
import { startTeams, type Teams } from '../../support/teams';
import {
  certificate,
  openGateway,
  openProxy,
  type Gateway,
  type TunnelProxy,
} from '../../support/tls/gateway';
import { bot, tenantId } from '../teams/activities';

describe('the standard variables for a proxy', () => {
  const url = 'http://proxy.contoso.com:8080';

  it.each([
    ['in capitals', { HTTPS_PROXY: url, NO_PROXY: 'localhost' }],
    ['small', { https_proxy: url, no_proxy: 'localhost' }],
    [
      'small before capitals',
      { https_proxy: url, HTTPS_PROXY: 'http://other', no_proxy: 'localhost', NO_PROXY: 'x' },
    ],
    ['with blanks around', { HTTPS_PROXY: ` ${url} `, NO_PROXY: ' localhost ' }],
  ])('are read %s', (_, environment) => {
    expect(readProxy(environment)).toEqual({ ok: true, proxy: { url, noProxy: 'localhost' } });
  });

  it.each([
    {},
    { HTTPS_PROXY: '' },
    { HTTPS_PROXY: '  ' },
    { NO_PROXY: 'localhost' },
    { HTTP_PROXY: url },
    { ALL_PROXY: url },
  ])('name no proxy: %j', (environment) => {
    expect(readProxy(environment)).toEqual({ ok: true });
  });

  it.each([
    'http://proxy',
    'https://proxy.contoso.com',
    'http://10.0.0.1:3128/',
    'http://[::1]:3128',
    'http://olga:pass%20word@proxy.contoso.com:8080',
  ])('take %s for an address', (address) => {
    expect(readProxy({ HTTPS_PROXY: address })).toMatchObject({ ok: true, proxy: { url: address } });
  });

  it.each([
    'proxy.contoso.com:8080',
    'proxy.contoso.com',
    'socks5://proxy.contoso.com:1080',
    'http://',
    'http://proxy.contoso.com:99999',
    'http://proxy.contoso.com/wpad.dat',
    'http://proxy.contoso.com?x=1',
    'http://proxy .contoso.com',
    'none',
  ])('refuse %s, and never show it', (address) => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'ALL_PROXY']) {
      const read = readProxy({ [name]: address });
      const problems = read.ok ? [] : read.problems;
      expect(problems).toEqual([
        `${name.toUpperCase()} must be an address like http://proxy.contoso.com:8080, without a path. Its value is not shown.`,
      ]);
    }
  });

  it.each(['*', 'a.b, .c.d ,*.e.f', 'localhost:8080', '127.0.0.1', '::1', '[::1]:80', 'A.B', '', ',,'])(
    'take "%s" for hosts',
    (hosts) => {
      expect(readProxy({ HTTPS_PROXY: url, NO_PROXY: hosts })).toMatchObject({ ok: true });
    },
  );

  it.each(['https://graph.microsoft.com', 'a.b/c', '10.0.0.0/8', 'a b', 'a..b', 'a;b', 'user@host', '*.*'])(
    'do not take "%s" for hosts: it would match none',
    (hosts) => {
      const problem = `NO_PROXY holds "${hosts}": it must be host names with commas between them.`;
      expect(readProxy({ NO_PROXY: hosts })).toEqual({ ok: false, problems: [problem] });
    },
  );
});

describe('with a proxy', () => {
  const botId = bot.id.slice('28:'.length);
  const trusted = tls.getCACertificates();
  let tenant: Tenant;
  let teams: Teams;
  let gateway: Gateway;
  let proxy: TunnelProxy;
  beforeAll(async () => {
    tenant = await startTenant();
    teams = await startTeams(tenant);
    gateway = await openGateway(tenant, teams);
    proxy = await openProxy(gateway);
    tls.setDefaultCACertificates([...trusted, readFileSync(certificate, 'utf8')]);
  });
  afterAll(async () => {
    useProxy(undefined);
    tls.setDefaultCACertificates(trusted);
    await Promise.all([proxy.close(), gateway.close(), teams.close(), tenant.close()]);
  });

  /** What was asked of the proxy while a card was posted at this host, with a token of a sign-in service there. */
  const tunnelsFor = async (host: string, noProxy: string): Promise<readonly string[]> => {
    useProxy({ url: proxy.url, noProxy });
    const before = proxy.tunnels.length;
    const origin = `https://${host}:${gateway.port}`;
    const secret = { kind: 'secret', clientId: botId, tenantId, secret: 'secret' } as const;
    const credential = credentialFor(secret, origin);
    const { channel } = clouds.public;
    const serviceOrigins = [origin];
    const adapter = new EvictAdapter({ botId, tenantId, credential, channel, serviceOrigins, keys: noKeys });
    const notices = teamsNotices(conversations(adapter, botId, serviceOrigins), english);
    const conversation = { ...teams.open('personal'), tenantId };
    const where = JSON.stringify({ channelId: 'msteams', serviceUrl: `${origin}/amer/`, conversation, bot });
    await notices.post(where, { kind: 'welcome' });
    return [...new Set(proxy.tunnels.slice(before))].filter((tunnel) => !tunnel.startsWith('login.'));
  };

  it('a token is fetched and a card posted through it', async () => {
    expect(await tunnelsFor('localhost', '')).toEqual([`localhost:${gateway.port}`]);
  });

  it.each(['localhost', 'example.com, localhost'])('but not where NO_PROXY is "%s"', async (noProxy) => {
    expect(await tunnelsFor('localhost', noProxy)).toEqual([]);
  });
});
