/** A new pipeline begins where the model says: what an experiment changes there must not be lost between two stores. */
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { planOf } from './facts.fixture';
import { newPipelineFacts } from './new-pipeline-facts';

it('begins with the first status of the machines of pipelines, of stages and of each kind of job', () => {
  const { statuses, kinds } = HOLDPOINT_CI_MODEL;
  const { pipeline, stage, external } = statuses.machines;
  const machines = {
    ...statuses.machines,
    pipeline: { ...pipeline, initial: 'pending' },
    stage: { ...stage, initial: 'running' },
    external: { ...external, initial: 'running_externally' },
  } as const;
  const plan = planOf([{ name: 'build' }, { name: 'wait', kind: 'external' }]);
  const context = { id: 1, projectId: 1, ref: 'main', sha: 'a'.repeat(40), now: 0, defaultTimeoutMs: 60_000, nextId: () => 0 };
  const facts = newPipelineFacts({ statuses: { ...statuses, machines }, kinds }, plan, context);
  expect([facts.status, ...facts.stages.map(({ status }) => status)]).toEqual(['pending', 'running']);
  expect(facts.jobs.map(({ status }) => status)).toEqual(['created', 'running_externally']);
});
