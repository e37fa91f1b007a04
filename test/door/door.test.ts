import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { bodyLimits } from '../../src/edges/teams/door/body';
import type { Refusal } from '../../src/edges/teams/door/refusals';
import { message, tenantId } from '../edges/teams/activities';
import { until } from '../support/until';
import { openDoorway, padded, type Doorway, type Outcome, type Sent } from './doorway';

describe('the door', () => {
  let doorway: Doorway;
  const knock = (sent?: Sent): Promise<Outcome> => doorway.knock(sent);
  beforeAll(async () => {
    doorway = await openDoorway(300);
  });
  beforeEach(() => {
    doorway.entered.length = 0;
    doorway.wereRead.length = 0;
  });
  afterAll(() => doorway.close());

  it('lets in what Teams sends, and hands on the activity untouched', async () => {
    const extra = message({
      locale: 'en-GB',
      channelData: { tenant: { id: tenantId }, team: { id: '19:t' } },
    });
    const token = doorway.channel.token();
    const headers = { authorization: `Bearer ${token}` };
    expect(await knock({ headers, body: JSON.stringify(extra) })).toBe('let in');
    expect(doorway.entered).toMatchObject([{ ok: true, raw: extra, activity: extra, token }]);
  });

  it.each(['application/json', 'APPLICATION/JSON', 'application/json ; charset=utf-8'])(
    'takes %s for JSON',
    async (contentType) => {
      expect(await knock({ headers: { 'content-type': contentType } })).toBe('let in');
    },
  );

  it.each<[string, Sent['headers'], Refusal]>([
    ['no token', { authorization: undefined }, 'no-token'],
    ['an empty token', { authorization: '' }, 'no-token'],
    ['another scheme', { authorization: 'Basic b2xnYTpwYXNzd29yZA==' }, 'no-token'],
    ['the scheme alone', { authorization: 'Bearer' }, 'no-token'],
    ['the scheme in another case', { authorization: 'bearer a.b.c' }, 'no-token'],
    ['something before the scheme', { authorization: 'x Bearer a.b.c' }, 'no-token'],
    ['two tokens in one', { authorization: 'Bearer a.b.c d.e.f' }, 'no-token'],
    ['two tokens with a comma', { authorization: 'Bearer a.b.c, Bearer d.e.f' }, 'no-token'],
    ['two Authorization headers', { authorization: ['Bearer a.b.c', 'Bearer a.b.c'] }, 'more-than-one-token'],
    ['gzip', { 'content-encoding': 'gzip' }, 'content-encoding'],
    ['identity, said aloud', { 'content-encoding': 'identity' }, 'content-encoding'],
    ['an encoding nobody knows', { 'content-encoding': 'x-none' }, 'content-encoding'],
    ['an empty encoding', { 'content-encoding': '' }, 'content-encoding'],
    ['no content type', { 'content-type': undefined }, 'content-type'],
    ['plain text', { 'content-type': 'text/plain' }, 'content-type'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'content-type'],
    ['nearly JSON', { 'content-type': 'application/jsonp' }, 'content-type'],
    ['JSON somewhere in the type', { 'content-type': 'text/application/json' }, 'content-type'],
    ['no length', { 'content-length': undefined, 'transfer-encoding': 'chunked' }, 'no-length'],
    ['one byte more than allowed', { 'content-length': String(256 * 1024 + 1) }, 'body-too-long'],
    ['a length of gigabytes', { 'content-length': '99999999999' }, 'body-too-long'],
  ])('refuses %s by its headers, before anything is read', async (_, headers, refusal) => {
    expect(await knock({ headers: headers! })).toBe(refusal);
    expect(doorway.entered).toEqual([{ ok: false, refusal }]);
  });

  it.each<[string, Sent, Refusal]>([
    ['nothing', { body: '' }, 'not-json'],
    ['half of JSON', { body: '{"type":"message"' }, 'not-json'],
    ['words', { body: 'revoke sessions' }, 'not-json'],
    ['an empty object', { body: '{}' }, 'not-an-activity'],
    ['a type that is no text', { body: '{"type":5}' }, 'not-an-activity'],
    ['an array', { body: '[]' }, 'not-an-activity'],
    ['an activity in an array', { body: JSON.stringify([message()]) }, 'not-an-activity'],
    ['a number', { body: '7' }, 'not-an-activity'],
    ['a text', { body: '"message"' }, 'not-an-activity'],
    ['null', { body: 'null' }, 'not-an-activity'],
    ['bytes that are no UTF-8', { body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) }, 'not-utf-8'],
    ['UTF-16', { body: Buffer.from(JSON.stringify(message()), 'utf16le') }, 'not-json'],
    ['100,000 nested arrays', { body: '['.repeat(100_000) + ']'.repeat(100_000) }, 'nested-too-deep'],
    ['100,000 arrays that never end', { body: '['.repeat(100_000) }, 'nested-too-deep'],
    ['40,000 nested objects', { body: '{"a":'.repeat(40_000) + '1' + '}'.repeat(40_000) }, 'nested-too-deep'],
    ['200,000 nested arrays', { body: '['.repeat(200_000) + ']'.repeat(200_000) }, 'body-too-long'],
    [
      'a gzip bomb',
      { body: gzipSync(Buffer.alloc(5_000_000)), headers: { 'content-encoding': 'gzip' } },
      'content-encoding',
    ],
    ['20 MB', { body: padded(20_000_000) }, 'body-too-long'],
  ])('refuses %s, and serves the next', async (_, sent, refusal) => {
    expect(await knock(sent)).toBe(refusal);
    expect(await knock()).toBe('let in');
  });

  it('reads as much as is allowed, to the byte', async () => {
    expect(await knock({ body: padded(256 * 1024) })).toBe('let in');
  });

  it('lets in what is nested no deeper than it may be', async () => {
    const nested = (depth: number): string =>
      JSON.stringify(message({ value: JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown }));
    expect(await knock({ body: nested(bodyLimits.depth - 1) })).toBe('let in');
    expect(await knock({ body: nested(bodyLimits.depth) })).toBe('nested-too-deep');
  });

  it('counts no brackets that stand in text', async () => {
    const text = `${'['.repeat(1_000)}\\"${'{'.repeat(1_000)}\\`;
    expect(await knock({ body: JSON.stringify(message({ text })) })).toBe('let in');
  });

  const head = (length: number): string =>
    [
      'POST / HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${doorway.channel.token()}`,
      'Content-Type: application/json',
      `Content-Length: ${length}`,
      '',
      '',
    ].join('\r\n');

  it('ends waiting for a body that does not come, and serves the next', async () => {
    const socket = connect(doorway.port, '127.0.0.1');
    socket.write(`${head(99)}{"ty`);
    const answer = await new Promise<string>((resolve) =>
      socket.setEncoding('utf8').once('data', (text) => {
        resolve(String(text));
      }),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(doorway.entered).toEqual([{ ok: false, refusal: 'slow-body' }]);
    expect(await knock()).toBe('let in');
    socket.destroy();
  });

  it('refuses a body that breaks off, and serves the next', async () => {
    const socket = connect(doorway.port, '127.0.0.1');
    socket.write(`${head(99)}{"ty`, () => {
      socket.destroy();
    });
    await until('the door has noticed', () => doorway.entered.length === 1);
    expect(doorway.entered).toEqual([{ ok: false, refusal: 'broken-body' }]);
    expect(await knock()).toBe('let in');
  });

  it('does not read the body of who has no good token', async () => {
    expect(await knock()).toBe('let in');
    const headers = { authorization: `Bearer ${doorway.channel.token({ signedBy: 'stranger' })}` };
    expect(await knock({ headers, body: padded(200_000) })).toBe('unknown-key');
    expect(await knock({ headers: { 'content-type': 'text/plain' } })).toBe('content-type');
    expect(doorway.wereRead).toEqual([true, false, false]);
  });
});
