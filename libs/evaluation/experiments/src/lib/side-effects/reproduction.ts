import { ReducerEngine, type CaseRun, type CaseView } from '@holdpoint/evaluation-scenario';
import { assert } from '@holdpoint/kernel';
import { HOLDPOINT_CI_MODEL, type FoldedJob, type Status } from '@holdpoint/pipeline-domain';
import { stringify } from 'yaml';
import { dependentName, otherName, WAIT, type Dependent, type Ending, type TwoStagePipeline } from './two-stage-pipeline';

/** How a job of a case gets into a status: by what its configuration says, and by an event. */
interface Way {
  readonly config: Readonly<Record<string, unknown>>;
  readonly event: string | null;
}

const SCRIPT = { script: 'exit 0' };
const way = (event: string | null, config: Way['config'] = {}): Way => ({ event, config: { ...SCRIPT, ...config } });

/** The statuses into which a case can bring another job of the first stage. */
const WAYS: Readonly<Partial<Record<Status, Way>>> = {
  pending: way(null),
  running: way('run'),
  success: way('success'),
  failed: way('drop'),
  canceled: way('cancel'),
  skipped: way(null, { when: 'on_failure' }),
  manual: way(null, { when: 'manual' }),
  scheduled: way(null, { when: 'delayed', start_in: '1 day' }),
  running_externally: { event: null, config: { external: true } },
};

/**
 * Writes a pipeline as a case that says what the product makes of it, up to one end of the job that waits or without any;
 * null when a job is in a status that no event leads to. A design that differs fails it.
 */
export async function reproduction(pipeline: TwoStagePipeline, ending: Ending | null, shows: string): Promise<string | null> {
  if (pipeline.others.some(({ status }) => WAYS[status] === undefined)) return null;
  const config = configOf(pipeline);
  const started = await new ReducerEngine(HOLDPOINT_CI_MODEL).start(stringify(config));
  assert(started.ok, 'the configuration of a reproduction is accepted');
  const init = { expect: await started.value.view() };
  const events = pipeline.others.flatMap(({ status }, place) => {
    const event = WAYS[status]?.event ?? null;
    return event === null ? [] : [{ event, jobs: [otherName(place)] }];
  });
  if (ending !== null) events.push({ event: ending, jobs: [WAIT] });
  const transitions = [];
  for (const step of events) transitions.push({ ...step, expect: await fire(started.value, step.event, step.jobs) });
  return `# ${shows}\n${stringify({ config, init, ...(transitions.length > 0 ? { transitions } : {}) })}`;
}

async function fire(run: CaseRun, event: string, jobs: readonly string[]): Promise<CaseView> {
  const fired = await run.fire(event, jobs);
  assert(fired.ok, 'the events of a reproduction are accepted');
  return run.view();
}

function configOf({ waitMayFail, others, dependents }: TwoStagePipeline): Readonly<Record<string, unknown>> {
  return {
    stages: dependents.length > 0 ? ['first', 'second'] : ['first'],
    [WAIT]: { stage: 'first', external: true, ...(waitMayFail ? { allow_failure: true } : {}) },
    ...Object.fromEntries(others.map((job, place) => [otherName(place), otherConfig(job)])),
    ...Object.fromEntries(dependents.map((job, place) => [dependentName(place), dependentConfig(job)])),
  };
}

const otherConfig = ({ status, allowFailure }: FoldedJob): Readonly<Record<string, unknown>> => ({
  stage: 'first',
  ...WAYS[status]?.config,
  ...mayFail(allowFailure, status === 'manual'),
});

const dependentConfig = ({ when, allowFailure, needs }: Dependent): Readonly<Record<string, unknown>> => ({
  stage: 'second',
  ...SCRIPT,
  ...(needs === null ? {} : { needs }),
  ...(when === 'on_success' ? {} : { when }),
  ...(when === 'delayed' ? { start_in: '1 day' } : {}),
  ...mayFail(allowFailure, when === 'manual'),
});

/** A manual job may fail unless it says otherwise, every other job may not. */
const mayFail = (allowFailure: boolean, byDefault: boolean): Readonly<Record<string, unknown>> =>
  allowFailure === byDefault ? {} : { allow_failure: allowFailure };
