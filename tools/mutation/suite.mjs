import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { expect } from 'expect';
import { bind as eachOf } from 'jest-each';

const require = createRequire(import.meta.url);

const around = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'];

/** For one test or hook; those that are run here take a small part of it. */
const longestMs = 5_000;

/** A describe block, or a file: its blocks and tests in order, and what runs around them. */
function block(name, file) {
  return { name, file, children: [], beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

/**
 * Jest's words (describe, test, each, the hooks, expect) over compiled test files that stay loaded: running one test again
 * costs what the test costs, where jest would load its file anew for each of thousands of mutants.
 */
export class Suite {
  #files;
  #roots = [];
  #current;
  #names = new Set();
  /** Milliseconds by file, of the last complete run. */
  #times = new Map();
  #around;

  /** @param around called with a test's id before it starts, and with nothing when it is over */
  constructor(files, around) {
    this.#files = files;
    this.#around = around;
  }

  #words() {
    const describe = (name, fill) => {
      const outer = this.#current;
      this.#current = block(`${outer.name} ${name}`, outer.file);
      outer.children.push(this.#current);
      fill();
      this.#current = outer;
    };
    const test = (name, run) => {
      const { file } = this.#current;
      this.#current.children.push({ id: this.#unique(`${this.#current.name} ${name}`), file, run });
    };
    const each = { describe: eachOf(describe, false), test: eachOf(test) };
    const hooks = around.map((when) => [when, (hook) => this.#current[when].push(hook)]);
    return {
      expect,
      describe: Object.assign(describe, { each: each.describe }),
      test: Object.assign(test, { each: each.test }),
      it: Object.assign(test, { each: each.test }),
      ...Object.fromEntries(hooks),
    };
  }

  #unique(name) {
    let id = name;
    for (let nth = 2; this.#names.has(id); nth += 1) id = `${name} (${nth})`;
    this.#names.add(id);
    return id;
  }

  /** Loads every test file, and with them the product, from nothing. Throws what the first one that cannot be loaded throws. */
  load() {
    for (const path of Object.keys(require.cache)) {
      if (!path.includes(`${sep}node_modules${sep}`)) Reflect.deleteProperty(require.cache, path);
    }
    Object.assign(globalThis, this.#words());
    this.#names.clear();
    this.#roots = this.#files.map(({ name, path }) => {
      this.#current = block(name, name);
      const root = this.#current;
      require(path);
      return root;
    });
  }

  /**
   * Runs the tests with these ids, or all; with `bail` until the first one that fails. Files go by the time they took
   * last, the file named `first` before them.
   */
  async run(ids, bail, first) {
    const run = { wanted: ids && new Set(ids), bail, results: [], outer: [] };
    const time = ({ name }) => (name === first ? -1 : (this.#times.get(name) ?? 0));
    for (const root of this.#roots.toSorted((a, b) => time(a) - time(b))) {
      const started = performance.now();
      await this.#runBlock(root, run);
      if (ids === undefined && !bail) this.#times.set(root.name, performance.now() - started);
    }
    return run.results;
  }

  async #runBlock(block, run) {
    if (!isWanted(block, run)) return;
    const blocks = [...run.outer, block];
    const broken = await failureOf(block.beforeAll);
    for (const child of block.children) {
      if (!isWanted(child, run)) continue;
      if (child.children !== undefined) await this.#runBlock(child, { ...run, outer: blocks });
      else await this.#runTest(child, blocks, run, broken);
    }
    await failureOf(block.afterAll);
  }

  async #runTest({ id, file, run: test }, blocks, run, broken) {
    const started = performance.now();
    this.#around(id);
    const before = blocks.flatMap(({ beforeEach }) => beforeEach);
    const after = blocks.toReversed().flatMap(({ afterEach }) => afterEach);
    const failure = broken ?? (await failureOf([...before, test]));
    const failureAfter = await failureOf(after);
    this.#around(undefined);
    run.results.push({ id, file, ms: performance.now() - started, failure: failure ?? failureAfter });
  }
}

function isWanted(child, run) {
  if (run.bail && run.results.some(({ failure }) => failure !== undefined)) return false;
  if (child.children !== undefined) return child.children.some((inner) => isWanted(inner, run));
  return run.wanted === undefined || run.wanted.has(child.id);
}

/** Runs these one after the other; what the first that fails throws. One that hangs has failed, as with jest, but sooner. */
async function failureOf(steps) {
  try {
    for (const step of steps) await inTime(step());
    return undefined;
  } catch (failure) {
    return failure instanceof Error ? failure : new Error(String(failure));
  }
}

async function inTime(work) {
  if (!(work instanceof Promise)) return;
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`still not over after ${longestMs} ms`));
    }, longestMs);
  });
  await Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
