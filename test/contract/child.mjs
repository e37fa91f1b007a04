// A process of its own that works on one record: opens it, then tries to append at every version in turn.
// Arguments: the source file that opens the store, the SQLite file, the request's id, the number of versions.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const compilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2024,
  esModuleInterop: true,
};
require.extensions['.ts'] = (module, file) => {
  module._compile(ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText, file);
};

const [source, file, request, versions] = process.argv.slice(2);
const { openStore } = require(source);

process.stdout.write('ready\n');
process.stdin.once('data', async () => {
  const store = openStore(file);
  const answers = [];
  for (let version = 1; version <= Number(versions); version += 1) {
    const refused = {
      at: '2026-11-21T14:04:00.000Z',
      type: 'press-refused',
      by: null,
      press: String(process.pid),
    };
    answers.push(await store.append(request, version, [refused]));
  }
  store.close();
  process.stdout.write(JSON.stringify(answers));
  process.stdin.destroy();
});
