/**
 * The repository's own cases with external jobs, on the reducer and through the corridor on the in-memory store:
 * both must hold the same. The PostgreSQL store runs them in the system tests.
 */
import { Corridor, InMemoryPipelineStore } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseEngine } from './case-engine';
import { CorridorEngine } from './corridor-engine';
import { readCase } from './read-case';
import { ReducerEngine } from './reducer-engine';
import { runCase } from './run-case';
import { viewOf } from './view-of';

const directory = join(__dirname, '../../cases');
const files = readdirSync(directory);

const inMemoryEngine = (): CaseEngine => {
  const store = new InMemoryPipelineStore(() => 0);
  return new CorridorEngine({
    name: 'in-memory store',
    projectId: 1,
    store,
    corridor: new Corridor(store, HOLDPOINT_CI_MODEL),
    view: (id) => {
      const facts = store.read(id);
      return facts ? Promise.resolve(viewOf(facts)) : Promise.reject(new Error(`no pipeline ${id}`));
    },
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
    const expect_ = { pipeline: 'running', stages: { test: 'running' }, jobs: { wait: 'running_externally' } };
    const wrong = { pipeline: 'success', stages: { test: 'success', other: 'created' }, jobs: {} };
    const result = await runCase(engine, {
      name: 'wrong',
      config: 'wait: { external: true }',
      init: expect_,
      transitions: [
        { event: 'cancel', jobs: ['wait'], expect: wrong },
        { event: 'retry', jobs: null, expect: expect_ },
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
});
