import { createHash } from 'node:crypto';
import { clouds, cloudNames } from '../../../src/edges/config/clouds';
import { fields, type Field, type Name } from '../../../src/edges/config/fields';
import { readSettings, type Settings } from '../../../src/edges/config/settings';

const complete = {
  EVICT_TENANT_ID: '11111111-1111-4111-8111-111111111111',
  EVICT_BOT_ID: '22222222-2222-4222-8222-222222222222',
  EVICT_BOT_IDENTITY: 'managed-identity',
  EVICT_GRAPH_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  EVICT_GRAPH_IDENTITY: 'managed-identity',
  EVICT_STORE: '/var/lib/evict/evict.sqlite',
  EVICT_RECORD_KEY: createHash('sha256').update('a key').digest('base64'),
};
type Environment = Readonly<Record<string, string | undefined>>;

const problems = (changes: Environment): readonly string[] => {
  const read = readSettings({ ...complete, ...changes });
  return read.ok ? [] : read.problems;
};
const settings = (changes: Environment = {}): Settings => {
  const read = readSettings({ ...complete, ...changes });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.settings;
};
const all = Object.entries(fields as Readonly<Record<Name, Field>>);
const required = all.filter(
  ([, field]) => field.preset === undefined && field.onlyWhen === undefined && field.either === undefined,
);
const conditional = all.flatMap(([name, field]) =>
  field.onlyWhen ? [[name, field, ...field.onlyWhen] as const] : [],
);

describe('settings', () => {
  it('that are complete need nothing else', () => {
    expect(settings()).toMatchObject({
      tenantId: complete.EVICT_TENANT_ID,
      botId: complete.EVICT_BOT_ID,
      botIdentity: { kind: 'managed-identity', clientId: complete.EVICT_BOT_ID },
      graphIdentity: { kind: 'managed-identity', clientId: complete.EVICT_GRAPH_CLIENT_ID },
      cloud: clouds.public,
      graphUrl: 'https://graph.microsoft.com',
      graphScope: 'https://graph.microsoft.com/.default',
      serviceOrigins: ['https://smba.trafficmanager.net'],
      store: '/var/lib/evict/evict.sqlite',
      host: '0.0.0.0',
      port: 3978,
      logLevel: 'info',
    });
  });

  it.each(required)(
    'name %s when it is missing: what it is, and where it is found',
    (name, { what, from }) => {
      expect(problems({ [name]: undefined })).toEqual([`${name} is missing: ${what}. Found in: ${from}.`]);
    },
  );

  it.each(required)('take a blank %s for missing', (name) => {
    for (const blank of ['', '  ', '\t\n'])
      expect(problems({ [name]: blank })).toEqual([expect.stringMatching(`^${name} is missing`) as string]);
  });

  it.each(all.filter(([, { preset }]) => preset !== undefined))('take the preset for a blank %s', (name) => {
    expect(settings({ [name]: ' ' })).toEqual(settings());
  });

  it.each([
    ['EVICT_TENANT_ID', 'contoso.onmicrosoft.com', 'must be a GUID'],
    ['EVICT_BOT_ID', 'evict', 'must be a GUID'],
    ['EVICT_GRAPH_CLIENT_ID', '{33333333-3333-4333-8333-333333333333}', 'must be a GUID'],
    ['EVICT_BOT_IDENTITY', 'password', 'must be one of managed-identity, certificate, secret'],
    ['EVICT_GRAPH_IDENTITY', 'Secret', 'must be one of managed-identity, certificate, secret'],
    ['EVICT_GRAPH_URL', 'http://graph.microsoft.com', 'must be an address like'],
    ['EVICT_GRAPH_URL', 'https://graph.microsoft.com/v1.0', 'must be an address like'],
    ['EVICT_GRAPH_URL', 'https://graph.microsoft.com/', 'must be an address like'],
    ['EVICT_GRAPH_URL', 'https://user@graph.microsoft.com', 'must be an address like'],
    ['EVICT_GRAPH_URL', 'graph.microsoft.com', 'must be an address like'],
    ['EVICT_SERVICE_HOSTS', '*.trafficmanager.net', 'must be host names'],
    ['EVICT_SERVICE_HOSTS', 'https://smba.trafficmanager.net', 'must be host names'],
    ['EVICT_SERVICE_HOSTS', 'smba.trafficmanager.net,', 'must be host names'],
    ['EVICT_SERVICE_HOSTS', 'localhost', 'must be host names'],
    ['EVICT_SERVICE_HOSTS', 'smba.trafficmanager.net:8443', 'must be host names'],
    ['EVICT_CLOUD', 'germany', 'must be one of public, us-gov, us-gov-dod, china'],
    ['EVICT_CLOUD', 'Public', 'must be one of public'],
    ['EVICT_CHANNEL_METADATA_URL', 'http://login.botframework.com/keys', 'must be an address with https'],
    ['EVICT_CHANNEL_METADATA_URL', 'http://127.0.0.1.evil.example/', 'must be an address with https'],
    ['EVICT_CHANNEL_METADATA_URL', 'http://127.0.0.1@evil.example/', 'must be an address with https'],
    ['EVICT_CHANNEL_METADATA_URL', 'https://user:x@login.example/', 'must be an address with https'],
    ['EVICT_CHANNEL_METADATA_URL', 'file:///etc/passwd', 'must be an address with https'],
    ['EVICT_CHANNEL_METADATA_URL', 'keys', 'must be an address with https'],
    ['PORT', 'http', 'must be a port number'],
    ['PORT', '70000', 'must be a port number'],
    ['PORT', '-1', 'must be a port number'],
    ['EVICT_LOG_LEVEL', 'verbose', 'must be one of debug, info, warn, error, silent'],
  ] as const)('name %s when it is %j, and say what it must be', (name, value, must) => {
    const { what, from } = fields[name];
    const [problem, ...more] = problems({ [name]: value });
    expect(more).toEqual([]);
    expect(problem).toContain(`${name} ${must}`);
    expect(problem).toContain(`(found "${value}" in the environment): ${what}. Found in: ${from}.`);
  });

  it('name every problem at once', () => {
    const read = readSettings({ EVICT_GRAPH_URL: 'x', EVICT_POLCY: 'y' });
    const named = read.ok ? [] : read.problems.map((problem) => problem.split(' ')[0]);
    expect(named).toEqual([
      ...required.map(([name]) => name),
      ...['EVICT_GRAPH_URL', 'EVICT_POLCY', 'EVICT_RECORD_KEY'],
    ]);
  });

  it.each(conditional)(
    'need %s with a certain kind of identity, and only then',
    (name, { what }, other, value) => {
      expect(problems({ [other]: value })).toEqual([
        expect.stringContaining(`${name} is missing: ${what}`) as string,
      ]);
      expect(problems({ [other]: value, [name]: ' ' })).toHaveLength(1);
      expect(problems({ [other]: value, [name]: 'something' })).toEqual([]);
      expect(problems({ [name]: '' })).toEqual([]);
    },
  );

  it('make each kind of identity what it says', () => {
    const { EVICT_TENANT_ID: tenantId, EVICT_BOT_ID: botId, EVICT_GRAPH_CLIENT_ID: graphId } = complete;
    const read = settings({
      EVICT_BOT_IDENTITY: 'certificate',
      EVICT_BOT_CERTIFICATE: '/run/bot.pem',
      EVICT_GRAPH_IDENTITY: 'secret',
      EVICT_GRAPH_SECRET: 'a secret',
    });
    expect(read.botIdentity).toEqual({
      kind: 'certificate',
      clientId: botId,
      tenantId,
      path: '/run/bot.pem',
    });
    expect(read.graphIdentity).toEqual({ kind: 'secret', clientId: graphId, tenantId, secret: 'a secret' });
  });

  it('never take a secret that is there for a kind of identity that was not chosen', () => {
    expect(settings({ EVICT_BOT_SECRET: 'left over' })).toEqual(settings());
  });

  it.each(['EVICT_BOT_SECRET', 'EVICT_GRAPH_SECRET'] as const)(
    'never show %s, whatever else is wrong',
    (name) => {
      const canary = 'C4n4ry~Secret';
      for (const identity of ['secret', 'certificate', 'nonsense']) {
        const said = problems({
          EVICT_BOT_IDENTITY: identity,
          EVICT_GRAPH_IDENTITY: identity,
          EVICT_TENANT_ID: 'wrong',
          [name]: canary,
        });
        expect(said.length).toBeGreaterThan(0);
        expect(said.join('\n')).not.toContain(canary);
      }
    },
  );

  it.each(['EVICT_TENANTID', 'EVICT_', 'EVICT_PLAYGROUND', 'EVICT_STORE_'])(
    'call %s a problem, as a misspelt name would leave a setting at its preset',
    (name) => {
      const [problem, ...more] = problems({ [name]: 'C4n4ry' });
      expect(problem).toMatch(new RegExp(`^${name} is not a setting of Evict`));
      expect(problem).not.toContain('C4n4ry');
      expect(more).toEqual([]);
    },
  );

  it('do not mind what else is in the environment', () => {
    expect(problems({ PATH: '/bin', IDENTITY_ENDPOINT: 'x', WEBSITE_SITE_NAME: 'evict' })).toEqual([]);
  });

  it('refuse one id for both identities, however it is spelt', () => {
    const id = 'abcdefab-2222-4222-8222-222222222222';
    for (const other of [id, id.toUpperCase(), ` ${id} `])
      expect(problems({ EVICT_BOT_ID: id, EVICT_GRAPH_CLIENT_ID: other })).toEqual([
        expect.stringContaining('EVICT_GRAPH_CLIENT_ID must not be EVICT_BOT_ID') as string,
      ]);
  });

  it('take ids in any letter case, as tokens and activities spell them in lower case', () => {
    const read = settings({
      EVICT_TENANT_ID: 'ABCDEFAB-1111-4111-8111-111111111111',
      EVICT_BOT_ID: 'ABCDEFAB-2222-4222-8222-222222222222',
    });
    expect(read.tenantId).toBe('abcdefab-1111-4111-8111-111111111111');
    expect(read.botId).toBe('abcdefab-2222-4222-8222-222222222222');
    expect(read.botIdentity.clientId).toBe(read.botId);
  });

  it('list several hosts of Teams, with blanks or without', () => {
    expect(settings({ EVICT_SERVICE_HOSTS: 'smba.a.example, smba.b.example' }).serviceOrigins).toEqual([
      'https://smba.a.example',
      'https://smba.b.example',
    ]);
  });

  it.each(cloudNames)('take everything of the cloud %s from one word', (name) => {
    const read = settings({ EVICT_CLOUD: name });
    const { channel, authorityHost, entraUrl, graphUrl, serviceHosts } = clouds[name];
    expect(read.cloud).toMatchObject({ channel, authorityHost, entraUrl });
    expect(read).toMatchObject({ graphUrl, graphScope: `${graphUrl}/.default` });
    expect(read.serviceOrigins).toEqual(serviceHosts.map((host) => `https://${host}`));
  });

  it('put another address in place of one of the cloud, and of no more', () => {
    const gov = clouds['us-gov'];
    const read = settings({
      EVICT_CLOUD: 'us-gov',
      EVICT_GRAPH_URL: 'https://graph.example',
      EVICT_CHANNEL_METADATA_URL: 'http://127.0.0.1:8080/openid',
    });
    expect(read.graphUrl).toBe('https://graph.example');
    expect(read.graphScope).toBe('https://graph.example/.default');
    expect(read.cloud.channel).toEqual({
      ...gov.channel,
      openIdMetadataUrl: 'http://127.0.0.1:8080/openid',
    });
    expect(read.serviceOrigins).toEqual(['https://smba.infra.gov.teams.microsoft.us']);
  });

  it.each(['https://keys.example/a?b', 'http://localhost:1/x', 'http://[::1]:1/x', 'http://127.0.0.1/'])(
    'take %s for an address of keys',
    (url) => {
      expect(settings({ EVICT_CHANNEL_METADATA_URL: url }).cloud.channel.openIdMetadataUrl).toBe(url);
    },
  );
});
