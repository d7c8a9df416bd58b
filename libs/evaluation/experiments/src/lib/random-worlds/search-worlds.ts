import type { CaseEngine, CaseFailure, ConformanceCase } from '@holdpoint/evaluation-scenario';
import { setImmediate } from 'node:timers/promises';
import { randomWorld } from './random-world';
import { shrinkWorld } from './shrink-world';
import { worldCase } from './world-case';
import { failureOf, worldFailure } from './world-failure';

/** How far to search. */
export interface WorldSearch {
  readonly seed: number;
  readonly worlds: number;
  /** The search ends once so many worlds have failed. */
  readonly failuresMax: number;
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
}

/** What a search has come to. */
export interface WorldSearchResult {
  /** Every case that was run, in order. */
  readonly cases: readonly ConformanceCase[];
  readonly failures: readonly FailedWorld[];
}

/** A world in which the engine and the oracle disagree, as small as it gets. */
export interface FailedWorld {
  readonly index: number;
  readonly smallest: ConformanceCase;
  readonly failure: CaseFailure;
}

/** So many worlds are run before anything else of the process has its turn. */
const WORLDS_AT_ONCE = 50;

/** Runs random worlds on an engine against the oracle, in the order of their numbers; rejects with the signal's reason. */
export async function searchWorlds(engine: CaseEngine, search: WorldSearch): Promise<WorldSearchResult> {
  const cases: ConformanceCase[] = [];
  const failures: FailedWorld[] = [];
  for (let index = 0; index < search.worlds && failures.length < search.failuresMax; index += 1) {
    if (index % WORLDS_AT_ONCE === 0) await pause(search, index);
    const world = randomWorld(search.seed, index);
    const run = worldCase(`world ${index}`, world);
    cases.push(run);
    if (await failureOf(engine, run)) failures.push(await smallestOf(engine, search.seed, index));
  }
  search.progress(cases.length, search.worlds);
  return { cases, failures };
}

async function pause({ signal, worlds, progress }: WorldSearch, done: number): Promise<void> {
  progress(done, worlds);
  await setImmediate();
  signal.throwIfAborted();
}

async function smallestOf(engine: CaseEngine, seed: number, index: number): Promise<FailedWorld> {
  const fails = async (world: ReturnType<typeof randomWorld>): Promise<boolean> => (await worldFailure(engine, world)) !== null;
  const smallest = worldCase(`world ${index}`, await shrinkWorld(randomWorld(seed, index), fails));
  const failure = await failureOf(engine, smallest);
  if (!failure) throw new Error(`world ${index} of seed ${seed} does not fail every time`);
  return { index, smallest, failure };
}
