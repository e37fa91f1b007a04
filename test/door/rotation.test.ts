import type { Activity } from 'botbuilder';
import { clouds } from '../../src/edges/config/clouds';
import { EvictAdapter } from '../../src/edges/teams/adapter';
import { signingKeys, type SigningKeys } from '../../src/edges/teams/door/keys';
import { fetchPublished } from '../../src/edges/teams/door/published';
import { checkToken } from '../../src/edges/teams/door/token';
import { startTenant, type Tenant } from '../../src/playground/tenant/server';
import { message, tenantId } from '../edges/teams/activities';
import { botId, issuer } from '../support/channel';
import { startMetadata, type Metadata } from '../support/metadata';
import { startProduction, type Production } from '../support/production';
import { sendRaw, wire } from '../support/raw';
import { until } from '../support/until';
import { harmless } from './hostile/make';

const minute = 60_000;
const hour = 60 * minute;

describe('keys that change, for both checks of a token', () => {
  let metadata: Metadata;
  let keys: SigningKeys;
  let adapter: EvictAdapter;
  let now: number;
  beforeEach(async () => {
    metadata = await startMetadata();
    now = 0;
    const load = (): ReturnType<typeof fetchPublished> => fetchPublished({ url: metadata.url });
    keys = signingKeys({ load, now: () => now, journal: { note: () => undefined } });
    const channel = { ...clouds.public.channel, openIdMetadataUrl: metadata.url };
    const credential = { getToken: () => Promise.reject(new Error('nobody is answered here')) };
    adapter = new EvictAdapter({ botId, tenantId, credential, channel, serviceOrigins: [], keys });
  });
  afterEach(() => metadata.close());

  /** What becomes of an activity with this token. */
  const comes = async (token = metadata.token()): Promise<string> => {
    const checked = await checkToken(token, { botId, issuer, keys, now: () => new Date() });
    if (!checked.ok) return checked.refusal;
    let served = 'refused behind the door';
    await adapter.deliver(checked.token, message() as unknown as Activity, async () => {
      served = 'served';
    });
    return served;
  };

  it('cold, with the address down: nobody is served, and then everybody', async () => {
    metadata.down = true;
    await keys.tend();
    expect(await comes()).toBe('keys-not-ready');
    metadata.down = false;
    now += 5_000;
    await keys.tend();
    expect(await comes()).toBe('served');
  });

  it('warm, with the address down: everybody is served, for a day', async () => {
    await keys.tend();
    metadata.down = true;
    for (let hours = 1; hours < 24; hours += 1) {
      now += hour;
      await keys.tend();
      expect(await comes()).toBe('served');
    }
    now += hour;
    expect(await comes()).toBe('keys-not-ready');
  });

  it('rotated: who comes with the new key is served within a minute, and the old key is gone', async () => {
    await keys.tend();
    const old = metadata.token();
    expect(await comes(old)).toBe('served');
    await metadata.rotate();
    now += 20_000;
    expect(await comes()).toBe('unknown-key');
    now += 40_000;
    expect(await comes()).toBe('served');
    expect(await comes(old)).toBe('unknown-key');
  });

  it('unknown: a thousand ids over three minutes make one fetch a minute', async () => {
    await keys.tend();
    for (let each = 0; each < 1_000; each += 1) {
      expect(await comes(metadata.token({ header: { kid: `unknown-${each}` } }))).toBe('unknown-key');
      now += 180;
    }
    expect(metadata.fetches()).toBe(1 + 2);
    expect(await comes()).toBe('served');
  });
});

describe('a production start without its keys', () => {
  let tenant: Tenant;
  let metadata: Metadata;
  let evict: Production;
  beforeAll(async () => {
    [tenant, metadata] = await Promise.all([startTenant(), startMetadata()]);
    metadata.down = true;
    evict = await startProduction(metadata.url, tenant.environment);
  });
  afterAll(async () => {
    await evict.stop();
    await Promise.all([tenant.close(), metadata.close()]);
  });
  const get = (path: string): ReturnType<typeof sendRaw> =>
    sendRaw(evict.port, wire(`GET ${path} HTTP/1.1`, [['host', 'x']]));
  const knock = async (token = metadata.token()): Promise<string> => {
    const answer = await sendRaw(evict.port, harmless({ token: () => token, entra: () => '' }));
    return `${answer.status} ${answer.body}`;
  };

  it('lives, is not ready, lets nobody in, fetches no oftener for being asked, and works when they come', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(503);
    const before = metadata.fetches();
    const since = performance.now();
    for (let times = 0; times < 200; times += 1) expect(await knock()).toBe('503 {"status":"not ready"}');
    const tries = 1 + Math.ceil((performance.now() - since) / 5_000);
    expect(metadata.fetches() - before).toBeLessThanOrEqual(tries);
    metadata.down = false;
    await until('it lets somebody in', async () => (await knock()) === '200 {"status":"ok"}');
    expect((await get('/readyz')).status).toBe(200);
    metadata.down = true;
    expect(await knock()).toBe('200 {"status":"ok"}');
    expect(await knock(metadata.token({ signedBy: 'stranger' }))).toBe('401 {"status":"unauthorized"}');
  });
});
