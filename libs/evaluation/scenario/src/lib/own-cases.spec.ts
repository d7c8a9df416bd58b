/**
 * The repository's own cases with external jobs, on the reducer and through the corridor on the in-memory store:
 * both must hold the same. The PostgreSQL store runs them in the system tests.
 */
import { Corridor, InMemoryPipelineStore } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, type PipelineFacts, type PipelineId } from '@holdpoint/pipeline-domain';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseEngine } from './case-engine';
import type { CaseTransition } from './conformance-case';
import { CorridorEngine } from './corridor-engine';
import { readCase } from './read-case';
import { ReducerEngine } from './reducer-engine';
import { runCase } from './run-case';
import { viewOf } from './view-of';

const waiting = { pipeline: 'running', stages: { test: 'running' }, jobs: { wait: 'running_externally' } };
const directory = join(__dirname, '../../cases');
const files = readdirSync(directory);

const inMemoryEngine = (): CaseEngine => {
  let now = 0;
  const store = new InMemoryPipelineStore(() => now);
  const corridor = new Corridor(store, HOLDPOINT_CI_MODEL);
  const read = (id: PipelineId): PipelineFacts => {
    const facts = store.read(id);
    if (!facts) throw new Error(`no pipeline ${id}`);
    return facts;
  };
  return new CorridorEngine({
    name: 'in-memory store',
    projectId: 1,
    store,
    corridor,
    step: (ms) => Promise.resolve(void (now += ms)),
    sweep: async (id) => {
      const { wakeAt } = read(id);
      if (wakeAt !== null && wakeAt <= now) await corridor.submit({ pipelineId: id, command: { type: 'process' } });
    },
    view: (id) => Promise.resolve(viewOf(read(id))),
    jobId: (id, name, attempt) => Promise.resolve(read(id).jobs.find((job) => job.name === name && job.attempt === attempt)?.id),
  });
};

describe.each([
  ['the reducer', new ReducerEngine(HOLDPOINT_CI_MODEL)],
  ['the corridor', inMemoryEngine()],
])('%s', (_, engine) => {
  it.each(files)('passes %s', async (file) => {
    const read = readCase(file, readFileSync(join(directory, file), 'utf8'));
    if (!read.ok) throw new Error(read.error);
    expect(await runCase(engine, read.value)).toEqual({ name: file, failure: null });
  });

  it('says what differs where a case fails, and stops there', async () => {
    const wrong = { pipeline: 'success', stages: { test: 'success', other: 'created' }, jobs: {} };
    const result = await runCase(engine, {
      name: 'wrong',
      config: 'wait: { external: true }',
      init: waiting,
      transitions: [
        { event: 'cancel', jobs: ['wait'], expect: wrong },
        { event: 'retry', jobs: null, expect: waiting },
      ],
    });
    expect(result.failure).toEqual({
      step: 'transition:0 (cancel wait)',
      lines: [
        'pipeline: expected success, got canceled',
        'stage test: expected success, got canceled',
        'stage other: expected created, got (none)',
        'job wait: expected (none), got canceled',
      ],
    });
  });

  it.each<[string, CaseTransition, string, string]>([
    [
      'another verdict than the expected one',
      { callback: { job: 'wait', status: 'success', attempt: null }, deliveries: 2, verdicts: ['accepted', 'accepted'], expect: waiting },
      'transition:0 (callback success wait)',
      'verdict 2: expected accepted, got duplicate',
    ],
    [
      'a callback that carries the token of no attempt',
      { callback: { job: 'wait', status: 'success', attempt: 2 }, deliveries: 1, verdicts: [], expect: waiting },
      'transition:0 (callback success wait)',
      'the callback could not be delivered: there is no attempt 2 of wait',
    ],
    [
      'an event that should have been refused',
      { event: 'cancel', jobs: ['wait'], refused: true, expect: waiting },
      'transition:0 (cancel wait)',
      'the event was not refused',
    ],
    [
      'an event that was refused',
      { event: 'run', jobs: ['wait'], expect: waiting },
      'transition:0 (run wait)',
      'the event was refused: illegal_event',
    ],
    ['a deadline that has come', { advanceMs: 3_600_000, unnoticed: false, expect: waiting }, 'transition:0 (advance 3600000 ms)', 'pipeline: expected running, got failed'],
  ])('says so of %s', async (_case, transition, step, line) => {
    const config = 'wait: { external: true }';
    const { failure } = await runCase(engine, { name: 'wrong', config, init: waiting, transitions: [transition] });
    expect(failure?.step).toBe(step);
    expect(failure?.lines[0]).toBe(line);
  });
});
