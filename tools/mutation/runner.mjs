import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { Suite } from './suite.mjs';

/** The tests that judge what is below one folder, with what they load. */
class Judges {
  #suite;
  /** What is loaded was loaded without a mutant. */
  #clean = false;
  /** The test file that noticed the last mutant of a file: the likeliest to notice its next one. */
  #killers = new Map();

  constructor({ of, tests, except = [] }, told) {
    this.of = of;
    const files = globSync(tests, { exclude: except }).toSorted();
    this.#suite = new Suite(
      files.map((name) => ({ name, path: resolve(name) })),
      told,
    );
  }

  load(clean) {
    this.#clean = false;
    this.#suite.load();
    this.#clean = clean;
  }

  get isClean() {
    return this.#clean;
  }

  async all() {
    return this.#suite.run(undefined, false);
  }

  async judge(fileName, ids, bail) {
    const results = await this.#suite.run(ids, bail, this.#killers.get(fileName));
    const killer = results.find(({ failure }) => failure !== undefined);
    if (killer !== undefined) this.#killers.set(fileName, killer.file);
    return results;
  }
}

/** Runs mutants against tests that stay loaded; only a mutant in code that runs while loading has them loaded anew. */
class LoadedTests {
  static inject = [commonTokens.options];
  #context = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  #judges;

  constructor({ loadedTests }) {
    const told = (id) => (this.#context.currentTestId = id);
    this.#judges = loadedTests.map((one) => new Judges(one, told));
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Asks only those who judge a file with mutants. */
  async dryRun({ files }) {
    const tests = [];
    const asked = this.#judges.filter(({ of }) => files?.some((file) => file.includes(of)) ?? true);
    for (const judges of asked) {
      judges.load(true);
      tests.push(...(await judges.all()).map(asResult));
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.#context.mutantCoverage };
  }

  async mutantRun(options) {
    const { activeMutant, testFilter, hitLimit, disableBail, sandboxFileName } = options;
    const context = this.#context;
    const judges = this.#judges.find(({ of }) => sandboxFileName.includes(of));
    const isStatic = options.mutantActivation === 'static';
    context.hitLimit = hitLimit;
    context.hitCount = hitLimit === undefined ? undefined : 0;
    context.activeMutant = isStatic ? activeMutant.id : undefined;
    try {
      if (options.reloadEnvironment || !judges.isClean) judges.load(!isStatic);
      context.activeMutant = activeMutant.id;
      const results = await judges.judge(sandboxFileName, testFilter, !disableBail);
      const complete = { status: DryRunStatus.Complete, tests: results.map(asResult) };
      return asMutantTimeout(context) ?? toMutantRunResult(complete, disableBail);
    } catch (error) {
      // Test files that no longer load: jest fails them, so the mutant is noticed. It is not counted all the same.
      return (
        asMutantTimeout(context) ?? { status: MutantRunStatus.Error, errorMessage: String(error?.stack) }
      );
    } finally {
      context.activeMutant = undefined;
      context.hitCount = undefined;
    }
  }
}

function asMutantTimeout({ hitCount, hitLimit }) {
  const timeout = determineHitLimitReached(hitCount, hitLimit);
  return timeout && { status: MutantRunStatus.Timeout, reason: timeout.reason };
}

function asResult({ id, ms, failure }) {
  const result = { id, name: id, timeSpentMs: Math.ceil(ms) };
  if (failure === undefined) return { ...result, status: TestStatus.Success };
  return { ...result, status: TestStatus.Failed, failureMessage: failure.stack ?? failure.message };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'loaded', LoadedTests)];

/** So that Stryker knows the settings of this runner. */
export const strykerValidationSchema = {
  type: 'object',
  properties: { loadedTests: { type: 'array', items: { type: 'object', required: ['of', 'tests'] } } },
};
