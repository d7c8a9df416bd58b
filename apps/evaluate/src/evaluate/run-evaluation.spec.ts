/** A whole evaluation in memory, with tiny experiments: what it writes, how it ends, and how it goes on after an interruption. */
import type { Experiment } from '@holdpoint/evaluation-experiment';
import { readCase, ReducerEngine, runCase } from '@holdpoint/evaluation-scenario';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { readReport, type Report } from '@holdpoint/evaluation-report';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvaluateOptions } from './evaluate-options';
import { LineProgress } from './progress/line-progress';
import { runEvaluation, type EvaluationParts } from './run-evaluation';
import { FINDING, tinyExperiment, tinyResult } from './tiny-experiment.fixture';

let out = '';
let printed = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'holdpoint-evaluation-'));
  printed = '';
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const write = (text: string): void => void (printed += text);

function run(experiments: readonly Experiment[], options: Partial<EvaluateOptions> = {}, parts: Partial<EvaluationParts> = {}): Promise<number> {
  const defaults = { seed: 1, out, baseline: null, strict: false, findings: null, inMemory: true, fresh: false };
  return runEvaluation({ ...defaults, experiments, ...options }, {
    serverUrl: null,
    build: 'a',
    signal: new AbortController().signal,
    progress: new LineProgress(write),
    print: (line) => write(`${line}\n`),
    ...parts,
  });
}

const inOut = (name: string): string => readFileSync(join(out, name), 'utf8');

function reported(file = join(out, 'report.json')): Report {
  const report = readReport(readFileSync(file));
  if (!report.ok) throw new Error(report.error);
  return report.value;
}

/** An experiment that counts how often it runs. */
function counted(fields: Partial<Experiment> = {}): Experiment & { readonly runs: () => number } {
  let runs = 0;
  const experiment = tinyExperiment(fields);
  const counting = (...args: Parameters<Experiment['run']>): ReturnType<Experiment['run']> => {
    runs += 1;
    return experiment.run(...args);
  };
  return { ...experiment, run: counting, runs: () => runs };
}

describe('the report', () => {
  it('is written in every format and ends with 0 when everything held', async () => {
    expect(await run([tinyExperiment()])).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['junit.xml', 'report.html', 'report.json', 'report.md', 'report.schema.json', 'reproductions']);
    expect(reported().experiments).toMatchObject([{ id: 'tiny', crash: null, findings: [FINDING] }]);
    expect(printed).toMatch(/^\[1\/1\] tiny …\ntiny: held, 1 finding\n/);
    expect(printed).toMatch(/\n1 experiments, 1 held; 1 findings\n$/);
  });

  it('counts what could not be tried as left out, and not as held', async () => {
    const absent = tinyExperiment({ id: 'absent', run: () => Promise.resolve(tinyResult({ leftOut: true, findings: [] })) });
    expect(await run([tinyExperiment(), absent])).toBe(0);
    expect(reported().experiments).toMatchObject([{ id: 'tiny' }, { id: 'absent', leftOut: true }]);
    expect(printed).toMatch(/absent: left out, 0 findings\n[^]*\n2 experiments, 1 held, 1 left out; 1 findings\n$/);
  });

  it('keeps times apart from findings, which can be written alone', async () => {
    const file = join(out, 'kept/findings.json');
    const measurements = [{ id: 'rate', title: 'how fast', value: 200, unit: 'worlds/s' }];
    await run([tinyExperiment({ run: () => Promise.resolve(tinyResult({ measurements })) })], { findings: file });
    expect(reported().measured?.figures.map(({ experiment, id }) => [experiment, id])).toEqual([['tiny', 'rate'], ['tiny', 'took']]);
    expect(reported(file)).toEqual({ ...reported(), measured: null });
  });

  it('hands each experiment the seed, no database, and a way to tell how far it is', async () => {
    const given: unknown[] = [];
    const experiment = tinyExperiment({
      run: ({ seed, databaseUrl, progress }) => {
        given.push(seed, databaseUrl);
        progress(1, 2);
        return Promise.resolve(tinyResult());
      },
    });
    const told: unknown[] = [];
    const progress = { begin: () => undefined, advance: (...far: number[]) => void told.push(far), end: () => undefined };
    await run([experiment], { seed: 7 }, { progress });
    expect([given, told]).toEqual([[7, null], [[1, 2]]]);
    expect(reported()).toMatchObject({ seed: 7, store: 'memory' });
  });

  it('has the reproductions as scenarios that run, and none of an earlier report', async () => {
    const statuses = '{ pipeline: running, stages: { test: running }, jobs: { wait: running_externally } }';
    const reproduction = `config: { wait: { external: true } }\ninit: { expect: ${statuses} }\n`;
    const withCase = (id: string): Experiment => tinyExperiment({ run: () => Promise.resolve(tinyResult({ findings: [{ ...FINDING, id, reproduction }] })) });
    await run([withCase('old')]);
    await run([withCase('new')]);
    expect(readdirSync(join(out, 'reproductions'))).toEqual(['tiny-new.yml']);
    const read = readCase('tiny-new.yml', inOut('reproductions/tiny-new.yml'));
    if (!read.ok) throw new Error(read.error);
    expect((await runCase(new ReducerEngine(HOLDPOINT_CI_MODEL), read.value)).failure).toBeNull();
  });
});

describe('the exit code', () => {
  const broken = tinyExperiment({ id: 'bad', run: () => Promise.resolve(tinyResult({ broken: ['It holds.'] })) });
  const crashing = tinyExperiment({ id: 'worse', run: () => Promise.reject(new Error('It fell.')) });

  it('is 1 when an invariant broke in the product, which is named', async () => {
    expect(await run([tinyExperiment(), broken])).toBe(1);
    expect(printed).toContain('BROKEN bad: It holds.');
    expect(inOut('junit.xml')).toContain('failures="1"');
  });

  it('is 1 when an experiment crashed; the others run and are reported', async () => {
    expect(await run([crashing, tinyExperiment()])).toBe(1);
    expect(reported().experiments).toMatchObject([{ id: 'worse', crash: 'It fell.', findings: [] }, { id: 'tiny', crash: null }]);
    expect(printed).toMatch(/Error: It fell\.\n +at /);
  });

  it('is 1 when two findings of an experiment have one id', async () => {
    expect(await run([tinyExperiment({ run: () => Promise.resolve(tinyResult({ findings: [FINDING, FINDING] })) })])).toBe(1);
    expect(reported().experiments[0]?.crash).toMatch(/stuck is there twice/);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('after a difference from the baseline, strict: %s, is %d', async (strict, code) => {
    await run([tinyExperiment()]);
    const baseline = join(out, 'baseline.json');
    writeFileSync(baseline, inOut('report.json'));
    const changed = tinyExperiment({ run: () => Promise.resolve(tinyResult({ findings: [{ ...FINDING, severity: 'low' }] })) });
    expect(await run([changed], { baseline, strict })).toBe(code);
    expect(printed).toContain(`~ tiny/stuck severity: "high" -> "low"\n1 difference from ${baseline}\n`);
    printed = '';
    expect(await run([tinyExperiment()], { baseline, strict })).toBe(0);
    expect(printed).toContain(`0 differences from ${baseline}\n`);
  });

  it('is 2 for a baseline that is no report or has another seed, before anything runs', async () => {
    const experiment = counted();
    const baseline = join(out, 'report.json');
    await run([tinyExperiment()], { seed: 5 });
    expect(await run([experiment], { baseline })).toBe(2);
    expect(printed).toMatch(/has the seed 5: compare with it by --seed 5\n$/);
    writeFileSync(baseline, '{}');
    expect(await run([experiment], { baseline })).toBe(2);
    expect(printed).toMatch(/it is no report: report must have required property 'format'\n$/);
    expect(experiment.runs()).toBe(0);
  });
});

describe('an interrupted run', () => {
  /** Interrupts the run in which it is the second experiment; runs through in any other. */
  async function interrupt(first: Experiment, options: Partial<EvaluateOptions> = {}): Promise<void> {
    const controller = new AbortController();
    const second = tinyExperiment({
      id: 'second',
      run: ({ signal }) => {
        controller.abort(new Error('enough'));
        return Promise.reject(signal.reason as Error);
      },
    });
    expect(await run([first, second], options, { signal: controller.signal })).toBe(130);
  }

  it('writes no report, and the next one goes on from there', async () => {
    const [first, second] = [counted({ id: 'first' }), counted({ id: 'second' })];
    await interrupt(first);
    expect(printed).toMatch(/second: interrupted\nInterrupted\. The same command goes on from here\.\n$/);
    expect(readdirSync(out)).toEqual(['partial']);
    expect(await run([first, second])).toBe(0);
    expect([first.runs(), second.runs()]).toEqual([1, 1]);
    expect(printed).toContain('first: held, 1 finding, by the run that was interrupted\n');
    expect(reported().experiments.map(({ id }) => id)).toEqual(['first', 'second']);
  });

  it('leaves nothing for the run after the next, which starts anew', async () => {
    const first = counted({ id: 'first' });
    await interrupt(first);
    await run([first]);
    await run([first]);
    expect(first.runs()).toBe(2);
  });

  it.each([
    ['another build', {}, { build: 'b' }],
    ['another seed', { seed: 2 }, {}],
    ['a fresh start', { fresh: true }, {}],
  ])('counts for nothing with %s', async (_name, options, parts) => {
    const first = counted({ id: 'first' });
    await interrupt(first);
    await run([first], options, parts);
    expect(first.runs()).toBe(2);
  });

  it('counts for nothing where its file was cut short', async () => {
    const first = counted({ id: 'first' });
    await interrupt(first);
    writeFileSync(join(out, 'partial/first-1.json'), inOut('partial/first-1.json').slice(0, -10));
    await run([first]);
    expect(first.runs()).toBe(2);
  });

  it('does not keep what crashed', async () => {
    const first = counted({ id: 'first', run: () => Promise.reject(new Error('It fell.')) });
    await interrupt(first);
    await run([first]);
    expect(first.runs()).toBe(2);
  });

  it('begins nothing more', async () => {
    const controller = new AbortController();
    const first = tinyExperiment({ id: 'first', run: () => (controller.abort(), Promise.resolve(tinyResult())) });
    const second = counted({ id: 'second' });
    expect(await run([first, second], {}, { signal: controller.signal })).toBe(130);
    expect(second.runs()).toBe(0);
    expect(readdirSync(join(out, 'partial'))).toEqual(['first-1.json']);
  });
});
