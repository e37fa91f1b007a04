import { answerWith } from '../../support/answer-with';
import { createServer, request as send, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { enter, type Entered } from '../../../src/edges/teams/door';
import { message, serviceUrl, tenantId, without } from './activities';

const settings = { tenantId, serviceOrigins: ['https://smba.trafficmanager.net'] };
const good = { authorization: 'Bearer a.b.c', 'content-type': 'application/json; charset=utf-8' };

interface Sent {
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Buffer;
  /** Without a length, in chunks. */
  readonly chunked?: boolean;
}

describe('the door', () => {
  let server: Server;
  let port: number;
  let entered: Entered[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      void enter(request, settings).then((result) => {
        entered.push(result);
        answerWith(response, result.ok ? 200 : result.status, { connection: 'close' });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    entered = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** The status, and what `enter` made of it. */
  const knock = ({ headers, body = JSON.stringify(message()), chunked = false }: Sent): Promise<number> =>
    new Promise((resolve) => {
      const length = chunked ? {} : { 'content-length': Buffer.byteLength(body) };
      const wanted: [string, unknown][] = Object.entries({ ...good, ...length, ...headers });
      const all = wanted.filter(([, value]) => value !== undefined);
      const outgoing = send({ port, method: 'POST', headers: Object.fromEntries(all) as never });
      outgoing.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      // The answer to a body that is too long comes before the end of it.
      outgoing.on('error', () => undefined);
      outgoing.end(body);
    });

  it('lets in what Teams sends, and hands on the activity untouched', async () => {
    const extra = message({
      locale: 'en-GB',
      channelData: { tenant: { id: tenantId }, team: { id: '19:t' } },
    });
    expect(await knock({ body: JSON.stringify(extra) })).toBe(200);
    expect(entered).toMatchObject([{ ok: true, raw: extra, authorization: 'Bearer a.b.c' }]);
  });

  it.each<[string, Sent['headers'], number]>([
    ['no token', { authorization: undefined }, 401],
    ['an empty token', { authorization: '' }, 401],
    ['another scheme', { authorization: 'Basic b2xnYTpwYXNzd29yZA==' }, 401],
    ['the scheme alone', { authorization: 'Bearer' }, 401],
    ['two tokens in one', { authorization: 'Bearer a.b.c d.e.f' }, 401],
    ['two tokens with a comma', { authorization: 'Bearer a.b.c, Bearer d.e.f' }, 401],
    ['two Authorization headers', { authorization: ['Bearer a.b.c', 'Bearer a.b.c'] }, 401],
    ['gzip', { 'content-encoding': 'gzip' }, 415],
    ['identity, said aloud', { 'content-encoding': 'identity' }, 415],
    ['an encoding nobody knows', { 'content-encoding': 'x-none' }, 415],
    ['no content type', { 'content-type': undefined }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['nearly JSON', { 'content-type': 'application/jsonp' }, 415],
  ])('refuses %s by its headers', async (_, headers, status) => {
    expect(await knock({ headers: headers! })).toBe(status);
    expect(entered).toEqual([{ ok: false, status, reason: expect.any(String) as string }]);
  });

  it.each<[string, Sent, number]>([
    ['nothing', { body: '' }, 400],
    ['half of JSON', { body: '{"type":"message"' }, 400],
    ['an empty object', { body: '{}' }, 400],
    ['a type that is no text', { body: '{"type":5}' }, 400],
    ['an array', { body: '[]' }, 400],
    ['an activity in an array', { body: JSON.stringify([message()]) }, 400],
    ['a number', { body: '7' }, 400],
    ['a text', { body: '"message"' }, 400],
    ['null', { body: 'null' }, 400],
    ['bytes that are no UTF-8', { body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) }, 400],
    ['UTF-16', { body: Buffer.from(JSON.stringify(message()), 'utf16le') }, 400],
    ['100,000 nested arrays', { body: '['.repeat(100_000) + ']'.repeat(100_000) }, 400],
    ['200,000 nested arrays', { body: '['.repeat(200_000) + ']'.repeat(200_000) }, 413],
    [
      'garbage that says it is gzip',
      { body: Buffer.from([0x1f, 0x8b, 1, 2, 3]), headers: { 'content-encoding': 'gzip' } },
      415,
    ],
    [
      'a gzip bomb',
      { body: gzipSync(Buffer.alloc(50_000_000)), headers: { 'content-encoding': 'gzip' } },
      415,
    ],
    ['one byte more than allowed', { body: padded(256 * 1024 + 1) }, 413],
    ['one byte more than allowed, in chunks', { body: padded(256 * 1024 + 1), chunked: true }, 413],
    ['20 MB', { body: padded(20_000_000) }, 413],
    ['20 MB in chunks', { body: padded(20_000_000), chunked: true }, 413],
  ])('refuses %s within a second, and serves the next', async (_, sent, status) => {
    const start = performance.now();
    expect(await knock(sent)).toBe(status);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(await knock({})).toBe(200);
  });

  it('reads as much as is allowed, also in chunks and without a length', async () => {
    expect(await knock({ body: padded(256 * 1024) })).toBe(200);
    expect(await knock({ body: padded(256 * 1024), chunked: true })).toBe(200);
  });

  it('refuses a body that breaks off, and serves the next', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a.b.c\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"ty`,
      () => socket.destroy(),
    );
    await new Promise((resolve) => socket.once('close', resolve));
    expect(await knock({})).toBe(200);
    expect(entered.filter(({ ok }) => ok)).toHaveLength(1);
  });

  const elsewhere = 'ffffffff-0000-4000-8000-000000000000';
  const conversation = { id: 'a:personal', conversationType: 'personal' };
  it.each<[string, Record<string, unknown>, number]>([
    [
      'another tenant',
      message({
        conversation: { ...conversation, tenantId: elsewhere },
        channelData: { tenant: { id: elsewhere } },
      }),
      403,
    ],
    [
      'another tenant in the conversation',
      message({ conversation: { ...conversation, tenantId: elsewhere } }),
      403,
    ],
    ['another tenant in the channel data', message({ channelData: { tenant: { id: elsewhere } } }), 403],
    ['an empty tenant', message({ conversation: { ...conversation, tenantId: '' } }), 403],
    ['no tenant in the conversation', message({ conversation }), 400],
    ['no tenant in the channel data', message({ channelData: {} }), 400],
    ['no channel data', without('channelData'), 400],
    ['no conversation', without('conversation'), 400],
    ['a conversation without an id', message({ conversation: { tenantId, id: '' } }), 400],
    ['nobody it is from', without('from'), 400],
    ['nobody it is for', without('recipient'), 400],
    ...['webchat', 'directline', 'emulator', 'AseChannel', '', 'MSTEAMS', 'msteams '].map(
      (channelId): [string, Record<string, unknown>, number] => [
        `the channel "${channelId}"`,
        message({ channelId }),
        403,
      ],
    ),
    ['no channel', without('channelId'), 400],
    ['no service address', without('serviceUrl'), 400],
    ['an empty service address', message({ serviceUrl: '' }), 403],
    ['a service address of somebody else', message({ serviceUrl: 'https://evil.trafficmanager.net/' }), 403],
    ['a service address that is a list', message({ serviceUrl: [serviceUrl] }), 400],
  ])('refuses %s', async (_, activity, status) => {
    expect(await knock({ body: JSON.stringify(activity) })).toBe(status);
  });

  it('does not let a key named __proto__ pass for a property', async () => {
    const { tenantId: own, ...rest } = { tenantId, id: 'a:personal' };
    const body = JSON.stringify(message({ conversation: rest })).replace(
      '"conversation":{',
      `"conversation":{"__proto__":{"tenantId":"${own}"},`,
    );
    expect(body).toContain('__proto__');
    expect(await knock({ body })).toBe(400);
    expect(({} as Record<string, unknown>)['tenantId']).toBeUndefined();
  });

  it('does not grow while it refuses a hundred bodies of 20 MB', async () => {
    const body = Buffer.from(padded(20_000_000));
    await knock({ body, chunked: true });
    const before = process.memoryUsage().arrayBuffers;
    for (let turn = 0; turn < 100; turn += 1) expect(await knock({ body, chunked: true })).toBe(413);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
    expect(await knock({})).toBe(200);
  });
});

/** An activity of exactly this many bytes. */
function padded(bytes: number): string {
  const empty = JSON.stringify(message({ padding: '' }));
  return JSON.stringify(message({ padding: 'x'.repeat(bytes - empty.length) }));
}
