import { Server, Socket } from 'node:net';

/**
 * Loaded into the Playground's process before its own code (`--require`). Version 0.2.28 listens on every
 * interface and has no setting for it, and its telemetry library still looks for an Azure metadata service and a
 * collector with `--dt`. From here it listens on loopback and reaches loopback, nothing else.
 */
const LOOPBACK = '127.0.0.1';
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '::1']);

type Untyped<Self> = (this: Self, ...args: unknown[]) => Self;

const listen = Reflect.get(Server.prototype, 'listen') as Untyped<Server>;
Server.prototype.listen = function onLoopback(this: Server, ...args: unknown[]): Server {
  const [port, ...rest] = args;
  if (typeof port !== 'number') return listen.apply(this, args);
  return listen.apply(this, [port, LOOPBACK, ...rest.filter((arg) => typeof arg !== 'string')]);
};

/** `connect` is called with options, a port and host, or (by node's http agent) one array holding those. */
function hostOf(args: unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : 'localhost';
  return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
}

const connect = Reflect.get(Socket.prototype, 'connect') as Untyped<Socket>;
Socket.prototype.connect = function toLoopback(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (LOCAL_NAMES.has(host)) return connect.apply(this, args);
  return this.destroy(new Error(`The Playground may not leave this machine: ${host}`));
};
