import { gzipSync } from 'node:zlib';
import { activity, headed, json, length, saying, valid, withToken, type Hostile } from './make';

const bytes256K = 256 * 1024;

export const bodies: readonly Hostile[] = [
  [
    'a few bytes of garbage that say they are gzip',
    415,
    headed([json, ['content-encoding', 'gzip'], ['content-length', '7']], 'garbage'),
  ],
  [
    'a gzip bomb of 50 MB',
    415,
    ({ token }) => {
      const bomb = gzipSync(Buffer.alloc(50_000_000));
      return withToken(token(), bomb, [json, ['content-encoding', 'gzip']]);
    },
  ],
  [
    '292 KB of gzip',
    415,
    ({ token }) =>
      withToken(token(), gzipSync(Buffer.alloc(300_000_000)).subarray(0, 292_000), [
        json,
        ['content-encoding', 'gzip'],
      ]),
  ],
  [
    'good JSON in gzip',
    415,
    ({ token }) => withToken(token(), gzipSync(valid()), [json, ['content-encoding', 'gzip']]),
  ],
  ['deflate', 415, headed([json, ['content-encoding', 'deflate'], length(valid())])],
  ['an upper-case encoding', 415, headed([json, ['Content-Encoding', 'GZIP'], length(valid())])],
  ['20 MB of JSON', 413, ({ token }) => withToken(token(), `{"a":"${'x'.repeat(20_000_000)}"}`)],
  ['one byte too many', 413, ({ token }) => withToken(token(), ' '.repeat(bytes256K + 1))],
  ['a length of 20 MB and no body', 413, headed([json, ['content-length', '20000000']], '')],
  ['200,000 nested arrays', 413, saying('['.repeat(200_000) + ']'.repeat(200_000))],
  ['100,000 nested arrays', 400, saying('['.repeat(100_000) + ']'.repeat(100_000))],
  ['a body in chunks', 411, headed([json, ['transfer-encoding', 'chunked']], '2\r\n{}\r\n0\r\n\r\n')],
  [
    'a body in chunks that says it is gzip',
    415,
    headed([json, ['transfer-encoding', 'chunked'], ['content-encoding', 'gzip']], '2\r\n{}\r\n0\r\n\r\n'),
  ],
  ['no length', 411, headed([json], '')],
  [
    'a length and chunks',
    400,
    headed([json, ['content-length', '2'], ['transfer-encoding', 'chunked']], '0\r\n\r\n'),
  ],
  ['two lengths', 400, headed([json, ['content-length', '2'], ['content-length', '3']], '{}')],
  ['a negative length', 400, headed([json, ['content-length', '-1']], '')],
  ['a length that is a word', 400, headed([json, ['content-length', 'long']], '')],
  ['no content type', 415, headed([length(valid())])],
  ['a form', 415, headed([['content-type', 'application/x-www-form-urlencoded'], length('a=b')], 'a=b')],
  [
    'several parts',
    415,
    headed([['content-type', 'multipart/form-data; boundary=x'], length('--x--')], '--x--'),
  ],
  ['nothing', 400, saying('')],
  ['{}', 400, saying('{}')],
  ['{"type":5}', 400, saying('{"type":5}')],
  ['an array', 400, saying('[]')],
  ['a number', 400, saying('7')],
  ['null', 400, saying('null')],
  ['half of JSON', 400, saying(valid().slice(0, 200))],
  ['invalid UTF-8', 400, saying(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
  ['an activity whose sender is a list', 400, activity({ from: [] })],
  ['an activity whose type is an object', 400, activity({ type: {} })],
];
