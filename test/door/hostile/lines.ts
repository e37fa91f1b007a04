import { wire } from '../../support/raw';
import { headed, host, json, length, valid, type Hostile } from './make';

export const lines: readonly Hostile[] = [
  ['GET /api/messages', 405, () => wire('GET /api/messages HTTP/1.1', [host])],
  ['PUT /api/messages', 405, () => wire('PUT /api/messages HTTP/1.1', [host, ['content-length', '0']])],
  [
    'OPTIONS /api/messages',
    405,
    () => wire('OPTIONS /api/messages HTTP/1.1', [host, ['origin', 'https://evil.example']]),
  ],
  ['POST /healthz', 405, () => wire('POST /healthz HTTP/1.1', [host, ['content-length', '0']])],
  [
    'an unknown path that wants to be repeated',
    404,
    () => wire('GET /<script>alert(1)</script> HTTP/1.1', [host]),
  ],
  [
    'the path with a slash more',
    404,
    ({ token }) =>
      wire(
        'POST /api/messages/ HTTP/1.1',
        [host, ['authorization', `Bearer ${token()}`], json, length(valid())],
        valid(),
      ),
  ],
  [
    'the path with a query',
    404,
    ({ token }) =>
      wire(
        'POST /api/messages?x=1 HTTP/1.1',
        [host, ['authorization', `Bearer ${token()}`], json, length(valid())],
        valid(),
      ),
  ],
  [
    'the path in other letters',
    404,
    () => wire('POST /API/messages HTTP/1.1', [host, json, length('{}')], '{}'),
  ],
  [
    'the path by way of another',
    404,
    () => wire('POST /healthz/../api/messages HTTP/1.1', [host, json, length('{}')], '{}'),
  ],
  ['an encoded path', 404, () => wire('POST /api%2fmessages HTTP/1.1', [host, json, length('{}')], '{}')],
  ['a path that cannot be decoded', 404, () => wire('GET /%zz%ff HTTP/1.1', [host])],
  ['a whole address as its path', 404, () => wire('GET http://169.254.169.254/metadata HTTP/1.1', [host])],
  [
    'an Accept of nothing we speak',
    404,
    () => wire('GET /nothing HTTP/1.1', [host, ['accept', 'image/png']]),
  ],
  [
    'an upgrade to a web socket',
    400,
    () =>
      wire('GET /api/messages HTTP/1.1', [
        host,
        ['connection', 'Upgrade'],
        ['upgrade', 'websocket'],
        ['sec-websocket-key', 'x'],
      ]),
  ],
  ['an expectation', 417, headed([json, ['expect', 'a miracle'], length('{}')], '{}')],
  ['no host', 400, () => wire('GET /healthz HTTP/1.1', [])],
  ['what is no HTTP', 400, () => Buffer.from('EHLO evict\r\n\r\n')],
  [
    'the greeting of TLS',
    400,
    () => Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00, 0x0d, 0x0a]),
  ],
  [
    'a header with a line break in it',
    400,
    () => Buffer.from('GET /healthz HTTP/1.1\r\nhost: x\r\nx: a\rb\r\n\r\n'),
  ],
  ['20 KB of headers', 431, () => wire('GET /healthz HTTP/1.1', [host, ['x', 'y'.repeat(20_000)]])],
];
