import type { Chance } from './random';

/** Up to four small accidents: bytes changed, lost, doubled, put in, or everything after a place gone. */
export function mutateBytes(bytes: Buffer, chance: Chance): Buffer {
  let mutated = bytes;
  for (let times = 1 + chance.upTo(4); times > 0; times -= 1) mutated = accident(mutated, chance);
  return mutated;
}

function accident(bytes: Buffer, chance: Chance): Buffer {
  const at = chance.upTo(bytes.length + 1);
  const some = chance.upTo(16);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (chance.upTo(6)) {
    case 0:
      return Buffer.concat([before, Buffer.from([chance.upTo(256)]), after.subarray(1)]);
    case 1:
      return Buffer.concat([before, after.subarray(some)]);
    case 2:
      return Buffer.concat([before, after.subarray(0, some), after]);
    case 3:
      return Buffer.concat([before, Buffer.from(chance.of(nasty)), after]);
    case 4:
      return Buffer.concat([before, Buffer.from('[{"a":'.repeat(chance.upTo(200))), after]);
    default:
      return before;
  }
}

const nasty = [
  '\0',
  '\u202e',
  '"',
  '\\',
  '\\u0000',
  '\\ud800',
  '}',
  ']]',
  ',,',
  '-1e999',
  '__proto__',
  '<at>Evict</at>',
  '\r\n\r\n',
  'null',
];

const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  'msteams\0',
  '../..',
  'x'.repeat(5_000),
  [],
  {},
  [[[]]],
  { toString: 1 },
  { length: -1 },
  { then: 'x' },
  '2026-99-99T99:99:99Z',
  'constructor',
];

/** An activity with up to three of its values, anywhere in it, replaced, removed or given a strange neighbour. */
export function mutateActivity(activity: Readonly<Record<string, unknown>>, chance: Chance): Buffer {
  const whole = structuredClone(activity) as Record<string, unknown>;
  for (let times = 1 + chance.upTo(3); times > 0; times -= 1) {
    const spots = objectsIn(whole);
    const spot = chance.of(spots);
    const keys = [...Object.keys(spot), 'channelData', 'value', 'entities', 'attachments', 'extra'];
    const key = chance.of(keys);
    if (chance.upTo(4) === 0) Reflect.deleteProperty(spot, key);
    else spot[key] = structuredClone(chance.of(values));
  }
  const text = JSON.stringify(whole);
  return Buffer.from(chance.upTo(8) === 0 ? text.replace('{', '{"__proto__":{"tenantId":"x"},') : text);
}

function objectsIn(value: Record<string, unknown>): Record<string, unknown>[] {
  const inner = Object.values(value).filter(
    (one): one is Record<string, unknown> => typeof one === 'object' && one !== null,
  );
  return [value, ...inner.flatMap(objectsIn)];
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const parsed = (text: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;

const headers: readonly Record<string, unknown>[] = [
  { alg: 'none' },
  { alg: 'HS256' },
  { alg: 'RS384' },
  { alg: 'PS256' },
  { alg: 'EdDSA' },
  { alg: ['RS256'] },
  { kid: '' },
  { kid: 'unknown' },
  { kid: { a: 1 } },
  { kid: '__proto__' },
  { crit: ['b64'], b64: false },
  { jku: 'https://evil.example/keys' },
  { x5u: 'https://evil.example/' },
  { typ: 5 },
];

/** A token that is not the one given: changed anywhere, put together anew, or made for another tenant altogether. */
export function mutateToken(token: string, stranger: string, chance: Chance): string {
  const [head = '', claims = '', signature = ''] = token.split('.');
  switch (chance.upTo(6)) {
    case 0:
      return [part({ ...parsed(head), ...chance.of(headers) }), claims, signature].join('.');
    case 1: {
      const other = {
        ...parsed(claims),
        [chance.of(['iss', 'aud', 'exp', 'serviceurl', 'x'])]: chance.of(values),
      };
      return [head, part(other), signature].join('.');
    }
    case 2:
      return [head, part(ofAnotherTenant(parsed(claims), chance)), signature].join('.');
    case 3:
      return chance.of([
        stranger,
        `${head}.${claims}.`,
        `${head}..${signature}`,
        `${token}.${signature}`,
        claims,
      ]);
    default:
      return mutateBytes(Buffer.from(token), chance)
        .toString('latin1')
        .replace(/[\r\n]/g, '');
  }
}

/** What makes the SDK learn an issuer for ever, were it shown to it. */
function ofAnotherTenant(claims: Record<string, unknown>, chance: Chance): Record<string, unknown> {
  const tenant = [8, 4, 4, 4, 12]
    .map((letters) =>
      chance
        .upTo(16 ** 6)
        .toString(16)
        .padStart(letters, '0'),
    )
    .join('-');
  return {
    ...claims,
    iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
    ver: '2.0',
    azp: claims['aud'],
    tid: tenant,
  };
}
