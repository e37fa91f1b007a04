import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeRecord, keyFrom } from '../edges/store/sealed';
import { storeFile } from '../contract/file';

const page = readFileSync(join(__dirname, '../../docs/record.md'), 'utf8');
const blocks = [...page.matchAll(/^```text\n([^`]*)\n```$/gm)].map(([, text]) => text!);

/**
 * A verifier written from docs/record.md alone, in another style than ours: SQLite glues the netstrings together, and
 * hexadecimal text is all that is compared.
 */
function verify(path: string, keys: Readonly<Record<string, string>>): string {
  const db = new DatabaseSync(path, { readOnly: true });
  const net = (text: string): string => `length(cast(${text} as blob)) || ':' || ${text} || ','`;
  const before = `coalesce(lag(hash) over (order by seq), '${'0'.repeat(64)}')`;
  const parts = [
    "'evict-record-1'",
    before,
    'key',
    'cast(seq as text)',
    'request',
    'cast(version as text)',
    'at',
    'type',
    'body',
  ];
  const rows = db
    .prepare(`select seq, key, hash, ${parts.map(net).join(' || ')} as sealed from events order by seq`)
    .all();
  db.close();
  const bad = rows.find(
    ({ seq, key, hash, sealed }, index) =>
      seq !== index + 1 ||
      hash !==
        createHmac('sha256', Buffer.from(keys[String(key)] ?? '', 'hex'))
          .update(String(sealed))
          .digest('hex'),
  );
  return bad === undefined ? `good to ${rows.length}` : `bad at ${String(bad['seq'])}`;
}

describe('docs/record.md', () => {
  it('has an example that is sealed as it says', () => {
    const [sealed, seal] = blocks;
    const key = Buffer.from(/`([0-9a-f]{64})` in hex/.exec(page)![1]!, 'hex');
    expect(createHmac('sha256', key).update(sealed!).digest('hex')).toBe(seal);
    expect(sealed).toContain(
      createHmac('sha256', key).update('evict-record-key-id').digest('hex').slice(0, 8),
    );
  });

  it('is enough to write a verifier from, which agrees with Evict on a record and on what was done to it', async () => {
    const file = storeFile();
    const secrets = [keyFrom('new'), keyFrom('old')];
    await writeRecord(file, secrets.slice(1), [1]);
    await writeRecord(file, secrets, [2]);
    const keys = Object.fromEntries(
      secrets.map((secret) => [
        createHmac('sha256', secret).update('evict-record-key-id').digest('hex').slice(0, 8),
        secret.export().toString('hex'),
      ]),
    );
    expect(verify(file.path, keys)).toBe('good to 12');
    const db = new DatabaseSync(file.path);
    db.exec(
      "drop trigger events_are_never_changed; update events set at = replace(at, '04', '05') where seq = 9",
    );
    db.close();
    expect(verify(file.path, keys)).toBe('bad at 9');
    file.remove();
  });

  it('names every type of event', () => {
    const source = readFileSync(join(__dirname, '../../src/core/request/events.ts'), 'utf8');
    const types = [...source.matchAll(/readonly type: '([a-z-]+)'/g)].map(([, type]) => type!);
    const explained = [...page.matchAll(/^\| `([a-z-]+)`\s+\| [^|]+\| [^|]*\|$/gm)].map(([, type]) => type!);
    expect(types.length).toBeGreaterThan(10);
    for (const type of types) expect(explained).toContain(type);
  });
});
