import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { town } from '../../src/playground/tenant/town';
import { answerWith } from '../support/answer-with';
import { found, formsOf } from '../support/canaries';
import { captured, compiled, startChildBot, type ChildBot } from '../support/child';
import { quickClock } from '../support/clock';
import { http } from '../support/http';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';
import { childEnvironment } from '../support/environment';

const { olga } = town.people;
const canary = (): string => `C4n4ry/${randomBytes(12).toString('hex')}`;

/** Answers whatever is asked with all that was asked, secrets included, in every place a library may quote from. */
async function startEcho(status: number): Promise<{ readonly url: string; close(): void }> {
  const everything = async (request: IncomingMessage): Promise<string> =>
    `${request.url ?? ''} ${JSON.stringify(request.headers)} ${await text(request)}`;
  const server: Server = createServer((request, response) => {
    void everything(request).then((said) => {
      const error = { code: said, message: said, innerError: { code: said } };
      const body = JSON.stringify({ error, error_description: said, message: said });
      answerWith(response, status, { 'content-type': 'application/json', 'request-id': 'said' }, body);
    });
  });
  server.on('connect', ({ headers }: IncomingMessage, socket) => {
    socket.end(`HTTP/1.1 407 ${JSON.stringify(headers)}\r\n\r\n${JSON.stringify(headers)}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Runs something in the bot's process again and again, from when the bot is there. */
function onceRunning(script: string): Record<string, string> {
  const code = `const c = console.error; setInterval(() => { if (console.error !== c) { ${script} } }, 1000)`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

it('the search finds a secret in every form', () => {
  const secret = canary();
  const inside = Buffer.from(`{"s":"${secret}"}`).toString('base64');
  for (const said of [...formsOf(secret), inside]) expect(found({ secret }, `x${said}y`)).toEqual(['secret']);
  expect(found({ secret }, canary())).toEqual([]);
});

describe('a bot that everything fails for, at debug level, tells no secret', () => {
  let street: Street;
  let child: ChildBot;
  const reason = canary();
  beforeAll(async () => {
    street = await openStreet({ clock: quickClock() });
    await street.stopBot();
  });
  afterAll(() => street.close());
  afterEach(async () => {
    await child.kill();
    street.calm();
  });

  const secrets = (): Record<string, string> => {
    const sent = street.teams.calls.map(({ authorization }) => authorization.replace(/^Bearer /, ''));
    return {
      header: street.tenant.environment.IDENTITY_HEADER,
      graphToken: street.tenant.signIn.accessToken().split('.')[0]!,
      channelToken: street.teams.token().split('.')[0]!,
      ...Object.fromEntries(sent.filter(Boolean).map((token, index) => [`botToken${index}`, token])),
    };
  };
  const record = (): string =>
    readdirSync(dirname(street.store))
      .map((file) => readFileSync(join(dirname(street.store), file), 'latin1'))
      .join('\n');
  const nothingTold = (): void => {
    expect(found({ ...secrets(), reason, card: '"AdaptiveCard"', asked: 'C4n4ry' }, child.output())).toEqual(
      [],
    );
    expect(found(secrets(), record())).toEqual([]);
    expect(found(secrets(), JSON.stringify(street.teams.posted))).toEqual([]);
  };
  const everybodyTries = async (): Promise<void> => {
    const { teams } = street;
    const chat = teams.open('personal');
    const answers = [
      await teams.say(olga, chat, `revoke sessions for alice@contoso.com because ${reason}`),
      await teams.say(olga, chat, 'revoke sessions for c4n4ry@contoso.com'),
      await teams.say(olga, chat, 'C4n4ry what is this'),
      await teams.post(teams.message(olga, chat, 'help'), `${teams.token()}x`),
      await teams.post({ ...teams.message(olga, chat, 'help'), serviceUrl: 'https://c4n4ry.example' }),
    ];
    for (const card of teams.cards(chat).filter(({ buttons }) => buttons.includes('Revoke sessions')))
      answers.push({
        status: 0,
        headers: {},
        body: JSON.stringify(await teams.press(olga, chat, card, 'Revoke sessions')),
      } as never);
    expect(found(secrets(), JSON.stringify(answers))).toEqual([]);
  };

  it.each([401, 500])('when Microsoft Graph answers %i with all it was sent', async (status) => {
    const echo = await startEcho(status);
    child = await startChildBot({ ...street, wiring: { ...street.wiring, graphUrl: echo.url } });
    await everybodyTries();
    await child.stopInTime();
    echo.close();
    expect(child.output()).toContain('"level":20');
    expect(child.output()).toContain('"msg":"a look-up failed"');
    nothingTold();
  });

  it('when the sign-in service does, and the libraries of Azure write all they know', async () => {
    const echo = await startEcho(400);
    const environment = { IDENTITY_ENDPOINT: `${echo.url}/msi/token`, AZURE_LOG_LEVEL: 'verbose' };
    child = await startChildBot(street, environment);
    await everybodyTries();
    await http('GET', `${street.teams.bot.url}/readyz`);
    await child.stopInTime();
    echo.close();
    expect(child.output()).toContain('"part":"graph-credential"');
    nothingTold();
  });

  it.each(['401', '502', 'html'])('when Teams answers %s', async (fault) => {
    child = await startChildBot(street);
    street.teams.fail(`* /activities ${fault} x2`);
    await everybodyTries();
    await child.stopInTime();
    nothingTold();
  });

  it('when a revoke is refused with its token in the error', async () => {
    child = await startChildBot(street);
    const code = street.tenant.signIn.accessToken().split('.')[0]!.replaceAll(/\W/g, '');
    street.tenant.control.addFault(`POST /revokeSignInSessions 403 code=${code}`);
    await everybodyTries();
    await until('it is over', () => street.record().some(({ type }) => type === 'settled'));
    await child.stopInTime();
    nothingTold();
  });

  it.each([
    ['thrown', `throw Object.assign(new Error('${reason}'), { token: '${reason}' })`],
    ['rejected', `Promise.reject(new Error('${reason}'))`],
  ])('when it crashes because something is %s: one line, and code 1', async (_, script) => {
    child = await startChildBot(street, onceRunning(script));
    expect(await child.ended).toBe(1);
    expect(child.output().match(/"msg":"crashed"/g)).toHaveLength(1);
    nothingTold();
  });

  it('when a library writes to the console', async () => {
    const said = `console.error('${reason}', new Error('${reason}'), { a: '${reason}' })`;
    child = await startChildBot(street, onceRunning(said));
    await until('it was heard', () => child.output().includes('"msg":"a library wrote to the console"'));
    await child.stopInTime();
    nothingTold();
  });
});

describe('a production start with every secret there is tells none of them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'evict-canary-'));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const pem = join(directory, 'certificate.pem');
  const certificate = canary();
  writeFileSync(pem, `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`);
  const recordKey = randomBytes(32).toString('base64');
  const secrets = { bot: canary(), graph: canary(), proxy: canary(), certificate, recordKey };
  const environment = (proxy: string, kind: string): Record<string, string> => ({
    EVICT_TENANT_ID: town.tenantId,
    EVICT_BOT_ID: town.identities.channel.appId,
    EVICT_BOT_IDENTITY: 'secret',
    EVICT_BOT_SECRET: secrets.bot,
    EVICT_GRAPH_CLIENT_ID: town.identities.graph.appId,
    EVICT_GRAPH_IDENTITY: kind,
    EVICT_GRAPH_SECRET: secrets.graph,
    EVICT_GRAPH_CERTIFICATE: pem,
    EVICT_STORE: join(directory, `${kind}.sqlite`),
    EVICT_RECORD_KEY: recordKey,
    EVICT_LOG_LEVEL: 'debug',
    EVICT_HOST: '127.0.0.1',
    PORT: '0',
    AZURE_LOG_LEVEL: 'verbose',
    HTTPS_PROXY: proxy.replace('://', `://evict:${encodeURIComponent(secrets.proxy)}@`),
  });
  const start = (
    env: Record<string, string>,
  ): { output: () => string; end: () => Promise<number | null> } => {
    const options = { env: { ...childEnvironment, ...env } };
    const child = spawn(process.execPath, [compiled('index.js')], options);
    const ended = once(child, 'close').then(([code]) => code as number | null);
    return {
      output: captured(child),
      end: () => {
        child.kill('SIGTERM');
        return ended;
      },
    };
  };

  it.each(['secret', 'certificate'])('while no token can be had with a %s', async (kind) => {
    const echo = await startEcho(400);
    const bot = start(environment(echo.url, kind));
    const port = await until(
      'it listens',
      () => /"port":(\d+),"msg":"listening"/.exec(bot.output())?.[1],
      bot.output,
    );
    const ready = await http('GET', `http://127.0.0.1:${port}/readyz`);
    expect(ready.status).toBe(503);
    await until('it says why', () => bot.output().includes('"part":"graph-credential"'));
    expect(await bot.end()).toBe(0);
    echo.close();
    expect(found(secrets, bot.output() + JSON.stringify(ready))).toEqual([]);
  });

  it('with settings that are wrong', async () => {
    const bot = start({ ...environment('http://127.0.0.1:9', 'secret'), EVICT_STORE: '', PORT: 'x' });
    await until('it says so', () => bot.output().includes('EVICT_STORE is missing'));
    await bot.end();
    expect(found(secrets, bot.output())).toEqual([]);
  });
});
