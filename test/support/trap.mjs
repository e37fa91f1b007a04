// Preloaded into a production process by tests: tells the parent where it connects to, lets nothing leave the machine, and
// says on request how much memory it holds.
import net from 'node:net';
import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
const here = new Set(['127.0.0.1', 'localhost', '::1']);
const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function (...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const { host = 'localhost', port } = typeof first === 'object' ? first : { host: second, port: first };
  process.send({ connected: `${host}:${port}` });
  if (here.has(host)) return connect.apply(this, given);
  process.nextTick(() => this.destroy(new Error('nothing leaves the machine in tests')));
  return this;
};

process.on('message', () => {
  collect();
  collect();
  process.send({ memory: process.memoryUsage().rss, heap: process.memoryUsage().heapUsed });
});
// Whoever watched is gone: so is the reason to run.
process.on('disconnect', () => process.exit(1));
process.channel.unref();
