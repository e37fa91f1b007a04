// After a whole run: what every Evict of every test wrote in a process of its own is searched for tokens and canaries.
const { readFileSync, readdirSync, existsSync } = process.getBuiltinModule('node:fs');
const { join } = process.getBuiltinModule('node:path');

const logs = join(__dirname, '../../reports/logs');
const leaks = [/eyJ[\w-]{8,}\.[\w-]{8,}/, /\bBearer\s+[\w+/=.-]{8,}/i, /c4n4ry/i];

module.exports = async () => {
  const files = existsSync(logs) ? readdirSync(logs) : [];
  const found = files.flatMap((file) => {
    const text = readFileSync(join(logs, file), 'utf8');
    return leaks.filter((leak) => leak.test(text)).map((leak) => `${file}: ${String(leak)}`);
  });
  if (found.length > 0) throw new Error(`what Evict wrote holds what may be a secret:\n${found.join('\n')}`);
};
