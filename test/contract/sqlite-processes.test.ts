import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { asked, requestId } from './events';
import { storeFile, type StoreFile } from './file';

const source = join(__dirname, '../support/store.ts');
const request = requestId(1);

interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly errors: Promise<string>;
}

/** Started and ready to open the record, once told to. */
async function child(file: StoreFile, versions: number): Promise<Child> {
  const words = [join(__dirname, 'child.mjs'), source, file.path, request, String(versions)];
  const process = spawn(globalThis.process.execPath, words);
  await once(process.stdout, 'data');
  return { process, errors: text(process.stderr) };
}

/** Lets all of them go at once; what each was answered, version by version. */
async function race(children: readonly Child[]): Promise<readonly string[][]> {
  const answers = children.map(async ({ process, errors }) => {
    const said = await text(process.stdout);
    if (said === '') throw new Error(await errors);
    return JSON.parse(said) as string[];
  });
  for (const { process } of children) process.stdin.write('go\n');
  return Promise.all(answers);
}

describe('one SQLite record and several processes', () => {
  let file: StoreFile;
  beforeEach(() => {
    file = storeFile();
  });
  afterEach(() => {
    file.remove();
  });

  it('lets exactly one of two processes append at each of 200 versions', async () => {
    const versions = 200;
    await file.open().append(request, 0, [asked()]);
    const [one = [], two = []] = await race(
      await Promise.all([child(file, versions), child(file, versions)]),
    );
    const pairs = one.map((answer, index) => [answer, two[index]].toSorted());
    expect(pairs).toEqual(Array.from({ length: versions }, () => ['appended', 'conflict']));
    expect(await file.open().read(request)).toHaveLength(1 + versions);
  });

  it('can be opened for the first time by several processes at once', async () => {
    const four = await Promise.all([1, 2, 3, 4].map(() => child(file, 0)));
    expect(await race(four)).toEqual([[], [], [], []]);
    expect(await file.open().append(request, 0, [asked()])).toBe('appended');
  });
});
