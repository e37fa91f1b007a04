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

/** Runs mutants against test files that stay loaded; only a mutant in code that runs while loading has them loaded anew. */
class LoadedTests {
  static inject = [commonTokens.options];
  #context = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  #suite;
  /** What was loaded was loaded without a mutant. */
  #clean = false;
  /** The test file that noticed the last mutant of a file: the likeliest to notice its next one. */
  #killers = new Map();

  constructor({ loadedTests: { include, exclude } }) {
    const files = globSync(include, { exclude }).toSorted();
    this.#suite = new Suite(
      files.map((name) => ({ name, path: resolve(name) })),
      (id) => (this.#context.currentTestId = id),
    );
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    this.#suite.load();
    this.#clean = true;
    const tests = (await this.#suite.run(undefined, false)).map(asResult);
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.#context.mutantCoverage };
  }

  async mutantRun(options) {
    const { activeMutant, testFilter, hitLimit, disableBail, sandboxFileName } = options;
    const context = this.#context;
    context.hitLimit = hitLimit;
    context.hitCount = hitLimit === undefined ? undefined : 0;
    context.activeMutant = options.mutantActivation === 'static' ? activeMutant.id : undefined;
    try {
      if (options.reloadEnvironment || !this.#clean) {
        this.#clean = false;
        this.#suite.load();
        this.#clean = context.activeMutant === undefined;
      }
      context.activeMutant = activeMutant.id;
      const results = await this.#suite.run(testFilter, !disableBail, this.#killers.get(sandboxFileName));
      const killer = results.find(({ failure }) => failure !== undefined);
      if (killer !== undefined) this.#killers.set(sandboxFileName, killer.file);
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
  properties: {
    loadedTests: {
      type: 'object',
      properties: {
        include: { type: 'array', items: { type: 'string' } },
        exclude: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};
