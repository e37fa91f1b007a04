import { AuthenticationError } from 'botframework-connector';
import type { ListenerLimits } from '../../src/edges/teams/door/listener';
import type { Refusal } from '../../src/edges/teams/door/refusals';
import { listen, type Listening, type ServerParts } from '../../src/edges/teams/server';
import { message, tenantId } from '../edges/teams/activities';
import { botId, channelAtHand, issuer, type ChannelAtHand } from '../support/channel';
import { openRaw, sendRaw, wire, type RawAnswer } from '../support/raw';
import { until } from '../support/until';

const limits: ListenerLimits = {
  connections: 60,
  strangers: 20,
  headersMs: 400,
  requestMs: 5_000,
  headerBytes: 8 * 1024,
};
type Deliver = ServerParts['adapter']['deliver'];

describe('the port', () => {
  let channel: ChannelAtHand;
  let listening: Listening;
  let refused: Refusal[];
  let noted: string[];
  let ready = true;
  let deliver: Deliver;
  beforeAll(async () => {
    channel = await channelAtHand();
    const parts: ServerParts = {
      adapter: { deliver: (...given) => deliver(...given) },
      bot: { run: async () => true },
      door: {
        tenantId,
        botId,
        issuer,
        serviceOrigins: ['https://smba.trafficmanager.net'],
        keys: channel.keys,
      },
      journal: { note: (what) => void noted.push(what) },
      isReady: async () => ready,
      refused: (refusal) => void refused.push(refusal),
      stopping: new AbortController().signal,
      limits,
    };
    listening = await listen(parts, '127.0.0.1', 0);
  });
  beforeEach(() => {
    refused = [];
    noted = [];
    ready = true;
    deliver = async () => undefined;
  });
  afterAll(() => listening.close());

  const request = (token = channel.token(), body = JSON.stringify(message())): Buffer =>
    wire(
      'POST /api/messages HTTP/1.1',
      [
        ['host', 'x'],
        ['authorization', `Bearer ${token}`],
        ['content-type', 'application/json'],
        ['content-length', String(Buffer.byteLength(body))],
      ],
      body,
    );
  const get = (path: string): Promise<RawAnswer> =>
    sendRaw(listening.port, wire(`GET ${path} HTTP/1.1`, [['host', 'x']]));
  const post = (bytes = request()): Promise<RawAnswer> => sendRaw(listening.port, bytes);

  it('takes an activity, and says so', async () => {
    expect(await post()).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(refused).toEqual([]);
  });

  it('gives the bot the activity with its dates, and the token that was checked', async () => {
    const given: unknown[] = [];
    deliver = async (token, activity) => void given.push(token, activity);
    const token = channel.token();
    const sent = message({ localTimestamp: '2026-11-21T15:03:07+01:00', extra: [1] });
    await post(request(token, JSON.stringify(sent)));
    expect(given).toEqual([
      token,
      {
        ...sent,
        timestamp: new Date('2026-11-21T14:03:07.000Z'),
        localTimestamp: new Date('2026-11-21T14:03:07.000Z'),
      },
    ]);
  });

  it('leaves a date out that is none', async () => {
    let activity: unknown;
    deliver = async (_token, given) => void (activity = given);
    await post(request(channel.token(), JSON.stringify(message({ timestamp: 5 }))));
    expect(activity).toMatchObject({ timestamp: undefined, localTimestamp: undefined });
  });

  it('hands back what an invoke is answered with', async () => {
    deliver = async () => ({ status: 200, body: { statusCode: 200, value: 'für Olga' } });
    expect(await post()).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(Buffer.from((await post()).body, 'latin1').toString()).toBe(
      '{"statusCode":200,"value":"für Olga"}',
    );
    deliver = async () => ({ status: 501 });
    expect(await post()).toMatchObject({ status: 501, body: '' });
  });

  it('refuses what only the check behind the door refuses, with the same text', async () => {
    deliver = () => Promise.reject(new AuthenticationError('because of this and that', 401));
    expect(await post()).toMatchObject({ status: 401, body: '{"status":"unauthorized"}' });
    expect(refused).toEqual(['refused-behind-the-door']);
    expect(noted).toEqual([]);
  });

  it('says of a fault that it is one, and no more', async () => {
    deliver = () => Promise.reject(new Error('at /srv/evict/secret.js'));
    expect(await post()).toMatchObject({ status: 500, body: '{"status":"error"}' });
    expect(noted).toEqual(['an activity was not processed']);
    expect(refused).toEqual([]);
  });

  it('lives, and is ready or not', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(await get('/readyz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    ready = false;
    expect(await get('/healthz')).toMatchObject({ status: 200 });
    expect(await get('/readyz')).toMatchObject({ status: 503, body: '{"status":"not ready"}' });
  });

  it.each<[string, string, Refusal]>([
    ['an unknown path', 'GET / HTTP/1.1\r\nhost: x', 'unknown-path'],
    ['a path of every object', 'GET /__proto__ HTTP/1.1\r\nhost: x', 'unknown-path'],
    ['another method', 'DELETE /api/messages HTTP/1.1\r\nhost: x', 'unknown-method'],
    ['a HEAD', 'HEAD /healthz HTTP/1.1\r\nhost: x', 'unknown-method'],
    ['no host', 'GET /healthz HTTP/1.1', 'broken-http'],
    ['an expectation', 'GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: tea', 'expectation'],
    ['an upgrade', 'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: x', 'upgrade'],
    ['no HTTP', 'hello', 'broken-http'],
    ['long headers', `GET /healthz HTTP/1.1\r\nx: ${'y'.repeat(10_000)}`, 'headers-too-long'],
  ])('turns away %s', async (_, head, refusal) => {
    await sendRaw(listening.port, `${head}\r\n\r\n`);
    await until('it was counted', () => refused.length > 0);
    expect(refused).toEqual([refusal]);
  });

  it('says its constant texts whatever the sender would accept', async () => {
    for (const accept of ['text/html', 'image/png', '*/*;q=0', 'x']) {
      const head = `GET /nothing HTTP/1.1\r\nhost: x\r\naccept: ${accept}\r\n\r\n`;
      const answer = await sendRaw(listening.port, head);
      expect(answer).toMatchObject({ status: 404, body: '{"status":"not found"}' });
      expect(answer.headers).not.toHaveProperty('server');
      expect(answer.headers['connection']).toBe('close');
    }
  });

  it('takes an old client without a host, and one that asks first whether to send', async () => {
    expect(await sendRaw(listening.port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatchObject({ status: 200 });
    const [head = '', body = ''] = request().toString().split('\r\n\r\n');
    const asking = `${head}\r\nexpect: 100-continue\r\n\r\n${body}`;
    expect(await post(Buffer.from(asking))).toMatchObject({ status: 200 });
  });

  it('does not answer twice on one connection: what follows an answer and is no HTTP only ends it', async () => {
    const { socket, answer } = openRaw(listening.port);
    let all = '';
    socket.on('data', (text: string) => (all += text));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(request());
    expect((await answer).status).toBe(200);
    socket.write('hello\r\n\r\n');
    await closed;
    expect(all.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(refused).toEqual(['broken-http']);
  });

  it('ends waiting for headers that do not come', async () => {
    const { answer } = openRaw(listening.port);
    expect(await answer).toMatchObject({ status: 408, body: '{"status":"timeout"}' });
    expect(refused).toEqual(['slow-headers']);
  });

  it('keeps nobody out for a crowd that only stands there: the oldest of them go', async () => {
    const opened = Array.from({ length: 3 * limits.strangers }, () => openRaw(listening.port).socket);
    const isGone = (): boolean[] => opened.map((socket) => socket.closed);
    expect(await post()).toMatchObject({ status: 200 });
    await until('the crowd is bounded', () => isGone().filter((gone) => !gone).length <= limits.strangers);
    for (const socket of opened) socket.destroy();
  });

  it('does not count who has shown a good token among the strangers', async () => {
    const known = openRaw(listening.port);
    known.socket.write(request());
    expect((await known.answer).status).toBe(200);
    const crowd = Array.from({ length: 2 * limits.strangers }, () => openRaw(listening.port).socket);
    await until('some of the crowd had to go', () => crowd.some((socket) => socket.closed));
    expect(known.socket.closed).toBe(false);
    for (const socket of [known.socket, ...crowd]) socket.destroy();
  });
});
