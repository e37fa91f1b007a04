import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchPublished, type Source } from '../../src/edges/teams/door/published';
import { answerWith } from '../support/answer-with';

const jwk = (bits: number, more: object = {}): Record<string, unknown> => ({
  ...generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' }),
  ...more,
});
const good = jwk(2_048, { kid: 'good', use: 'sig', endorsements: ['msteams', 'webchat'] });

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

describe('what the channel publishes', () => {
  let server: Server;
  let url: string;
  let asked: string[];
  let configuration: Answering;
  let keys: Answering;
  const json =
    (body: unknown, status = 200): Answering =>
    (_, response) => {
      answerWith(response, status, { 'content-type': 'application/json' }, JSON.stringify(body));
    };
  const text =
    (body: string): Answering =>
    (_, response) => {
      answerWith(response, 200, {}, body);
    };
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      (request.url === '/keys' ? keys : configuration)(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
    configuration = json({ issuer: 'x', jwks_uri: `${url}/keys` });
    keys = json({ keys: [good] });
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const fetched = (more: Partial<Source> = {}): ReturnType<typeof fetchPublished> =>
    fetchPublished({ url: `${url}/configuration`, timeoutMs: 500, ...more });

  it('is its keys, with the channels each may sign for', async () => {
    const found = await fetched();
    expect([...found.keys()]).toEqual(['good']);
    expect(found.get('good')?.endorsements).toEqual(['msteams', 'webchat']);
    expect(found.get('good')?.key.export({ format: 'jwk' }).n).toBe(good['n']);
    expect(asked).toEqual(['/configuration', '/keys']);
  });

  it.each<[string, unknown]>([
    ['of another kind', { ...good, kid: 'x', kty: 'EC' }],
    ['for another use', { ...good, kid: 'x', use: 'enc' }],
    ['without an id', { ...good, kid: undefined }],
    ['with an empty id', { ...good, kid: '' }],
    ['without a modulus', { ...good, kid: 'x', n: undefined }],
    ['with an empty modulus', { ...good, kid: 'x', n: '' }],
    ['without an exponent', { ...good, kid: 'x', e: '' }],
    ['that is too short', jwk(1_024, { kid: 'x' })],
    ['that is a word', 'key'],
    ['that is nothing', null],
    ['whose endorsements are a word', { ...good, kid: 'x', endorsements: 'msteams' }],
  ])('may hold a key %s, which is left out', async (_, other) => {
    keys = json({ keys: [other, good] });
    expect([...(await fetched()).keys()]).toEqual(['good']);
  });

  it('may hold a key without endorsements, which endorses nothing', async () => {
    keys = json({ keys: [{ ...good, endorsements: undefined }] });
    expect((await fetched()).get('good')?.endorsements).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['is an error', () => (configuration = json({ jwks_uri: `${url}/keys` }, 500))],
    ['is an error with the keys', () => (keys = json({ keys: [good] }, 503))],
    ['names no keys', () => (configuration = json({ issuer: 'x' }))],
    ['names keys at no address', () => (configuration = json({ jwks_uri: 'keys' }))],
    [
      'names keys elsewhere without https',
      () => (configuration = json({ jwks_uri: 'http://127.0.0.2:1/keys' })),
    ],
    ['names keys in a file', () => (configuration = json({ jwks_uri: 'file:///etc/passwd' }))],
    ['is no JSON', () => (configuration = text('<html>'))],
    ['is a list', () => (keys = json([good]))],
    ['holds no key', () => (keys = json({ keys: [] }))],
    ['holds no key that is of use', () => (keys = json({ keys: [{ ...good, kty: 'EC' }] }))],
    ['holds far too many', () => (keys = json({ keys: Array.from({ length: 1_001 }, () => good) }))],
    [
      'has moved',
      () =>
        (configuration = (_, response) => {
          answerWith(response, 302, { location: `${url}/keys` });
        }),
    ],
    ['never comes', () => (keys = () => undefined)],
    [
      'never ends',
      () =>
        (keys = (_, response) => {
          response.write('{"keys":[');
        }),
    ],
    ['breaks off', () => (keys = (request) => void request.destroy())],
  ])('is nothing when it %s', async (_, spoil) => {
    spoil();
    await expect(fetched()).rejects.toThrow();
  });

  it('is nothing when it is longer than it may be', async () => {
    const mostBytes = JSON.stringify({ keys: [good] }).length;
    expect((await fetched({ mostBytes })).size).toBe(1);
    await expect(fetched({ mostBytes: mostBytes - 1 })).rejects.toThrow('more than');
  });

  it('may stand at an address with https, wherever the configuration stands', async () => {
    const told: string[] = [];
    const fetch = async (address: unknown): Promise<Response> => {
      told.push(String(address));
      const body = told.length === 1 ? { jwks_uri: 'https://keys.example/' } : { keys: [good] };
      return new Response(JSON.stringify(body));
    };
    expect((await fetched({ url: 'https://login.example/c', fetch })).size).toBe(1);
    expect(told).toEqual(['https://login.example/c', 'https://keys.example/']);
  });

  it('without https is not taken from a configuration that came with it', async () => {
    const fetch = async (): Promise<Response> =>
      new Response(JSON.stringify({ jwks_uri: 'http://login.example/' }));
    await expect(fetched({ url: 'https://login.example/c', fetch })).rejects.toThrow('without https');
  });
});
