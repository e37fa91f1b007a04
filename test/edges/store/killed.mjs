// A process of its own that brings a record to the newest schema, and is killed when it seals a certain row.
// Arguments: the folder of the compiled code, the SQLite file, how many rows are sealed before.
import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';

const require = createRequire(import.meta.url);
const [compiled, file, before] = process.argv.slice(2);
const { prepare } = require(`${compiled}/edges/store/schema.js`);
const { recordKeys } = require(`${compiled}/edges/store/keys.js`);
const { playgroundKeys } = require(`${compiled}/playground/wiring.js`);

const [{ id, secret }] = recordKeys(playgroundKeys);
let left = Number(before);
const deadly = {
  id,
  get secret() {
    left -= 1;
    if (left < 0) {
      process.kill(process.pid, 'SIGKILL');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    return secret;
  },
};
prepare(new DatabaseSync(file), { keys: [deadly], now: () => new Date() });
process.stdout.write('done\n');
