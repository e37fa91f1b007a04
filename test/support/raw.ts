import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection on which bytes are sent as they are; resolves with the first answer, or when it is closed. */
export function openRaw(port: number): { readonly socket: Socket; readonly answer: Promise<RawAnswer> } {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<RawAnswer>((resolve) => {
    let received = '';
    const look = (closed: boolean): void => {
      const found = read(received);
      if (found !== undefined) resolve(found);
      else if (closed) resolve({ status: 0, headers: {}, body: '' });
    };
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
      look(false);
    });
    // The other side may close while this one still sends.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      look(true);
    });
  });
  return { socket, answer };
}

/** Sends these bytes on a connection of their own. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  const { socket, answer } = openRaw(port);
  socket.write(bytes);
  const got = await answer;
  socket.destroy();
  return got;
}

/** A request as it stands on the wire; the length is the body's unless `headers` says otherwise. */
export function wire(
  line: string,
  headers: readonly (readonly [string, string])[],
  body: string | Buffer = '',
): Buffer {
  const head = [line, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

function read(text: string): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...rest] = text.slice(0, end).split('\r\n');
  const status = Number(first.split(' ')[1]);
  const headers = Object.fromEntries(
    rest.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  if (status === 100) return read(text.slice(end + 4));
  const body = text.slice(end + 4);
  return body.length < Number(headers['content-length'] ?? 0) ? undefined : { status, headers, body };
}
