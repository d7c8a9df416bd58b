/**
 * Whole pipelines against the oracle: random configurations and random events are given to both, and after every
 * step the same statuses must stand. fast-check shrinks a difference to the smallest pipeline.
 */
import { oracleApply, oracleCreate, oracleView, type OracleDefinition, type OracleEvent } from '@holdpoint/evaluation-oracle';
import { applyChanges, HOLDPOINT_CI_MODEL, newPipelineFacts, runPass, type PipelineFacts, type PipelinePlan } from '@holdpoint/pipeline-domain';
import * as fc from 'fast-check';
import { viewOf } from './view-of';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const stageNames = ['one', 'two', 'three'];
const whens = ['on_success', 'on_failure', 'always', 'manual', 'delayed'] as const;
const jobEvents = ['success', 'drop', 'run', 'cancel', 'enqueue', 'play', 'retry'] as const;

const definitions: fc.Arbitrary<OracleDefinition> = fc
  .record({
    autoCancelOnJobFailure: fc.boolean(),
    jobs: fc.array(
      fc.record({
        kind: fc.constantFrom('build' as const, 'external' as const),
        stage: fc.nat(2),
        when: fc.constantFrom(...whens),
        allowFailure: fc.boolean(),
        needs: fc.option(fc.uniqueArray(fc.nat(5), { maxLength: 3 })),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ autoCancelOnJobFailure, jobs }) => ({
    autoCancelOnJobFailure,
    stages: stageNames,
    jobs: [...jobs]
      .sort((x, y) => x.stage - y.stage)
      .map(({ kind, stage, when, allowFailure, needs }, index) => ({
        name: names[index] ?? '',
        stage: stageNames[stage] ?? '',
        kind,
        when: kind === 'external' ? ('on_success' as const) : when,
        allowFailure,
        needs: needs && needs.filter((need) => need < index).map((need) => ({ job: names[need] ?? '' })),
      })),
  }));

const events: fc.Arbitrary<OracleEvent> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('job' as const), event: fc.constantFrom(...jobEvents), jobs: fc.constantFrom(...names).map((name) => [name]) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('pipeline' as const), event: fc.constantFrom('retry' as const, 'cancel' as const) }) },
);

const planOf = ({ autoCancelOnJobFailure, jobs, stages }: OracleDefinition): PipelinePlan => ({
  name: null,
  stages: stages.map((name, position) => ({ name, position })).filter(({ name }) => jobs.some(({ stage }) => stage === name)),
  autoCancel: { onJobFailure: autoCancelOnJobFailure ? 'all' : 'none', onNewCommit: 'none' },
  jobs: jobs.map(({ name, stage, kind = 'build', when = 'on_success', allowFailure = false, needs = null }) => ({
    name,
    stage,
    kind,
    when,
    allowFailure,
    needs: needs && needs.map(({ job }) => ({ name: job, optional: false })),
    startInMs: when === 'delayed' ? 60_000 : null,
    timeoutMs: null,
    interruptible: false,
    resourceGroup: null,
    environment: null,
    retry: null,
    options: {},
  })),
});

const commandOf = (event: OracleEvent): Parameters<typeof runPass>[2][number] => {
  if (event.type === 'job') return { type: 'fire_event', event: event.event, jobNames: event.jobs, actor: 'oracle' };
  if (event.type === 'pipeline') return { type: 'fire_event', event: event.event, jobNames: null, actor: 'oracle' };
  throw new Error(`no command for ${event.type}`);
};

describe('processing', () => {
  it('agrees with the oracle after every event on random pipelines', () => {
    fc.assert(
      fc.property(definitions, fc.array(events, { maxLength: 12 }), (definition, moves) => {
        let lastId = 0;
        const nextId = (): number => (lastId += 1);
        let facts: PipelineFacts = newPipelineFacts(HOLDPOINT_CI_MODEL, planOf(definition), { id: 1, projectId: 1, ref: 'main', sha: 'a'.repeat(40), now: 0, defaultTimeoutMs: 3_600_000, nextId });
        const run = (command: Parameters<typeof runPass>[2][number]): void => {
          const { changes } = runPass(HOLDPOINT_CI_MODEL, facts, [command]);
          const numbers = new Map(changes.clones.map(({ id }) => [id, nextId()]));
          facts = applyChanges(facts, changes, (id) => numbers.get(id) ?? id);
        };
        let oracle = oracleCreate(definition);
        run({ type: 'process' });
        expect(viewOf(facts)).toEqual(oracleView(oracle));
        for (const move of moves) {
          oracle = oracleApply(oracle, move);
          run(commandOf(move));
          expect(viewOf(facts)).toEqual(oracleView(oracle));
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
