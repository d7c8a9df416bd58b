import { assert, HOUR_MS, MINUTE_MS } from '@holdpoint/kernel';
import type { OracleDefinition, OracleJobDefinition } from './oracle-definition';
import type { OracleJob, OraclePipeline } from './oracle-pipeline';
import { timed } from './follow';
import { settle } from './settle';

/** Makes a pipeline and processes it for the first time; a definition that no configuration could give is a bug and throws. */
export function oracleCreate(definition: OracleDefinition): OraclePipeline {
  checkNames(definition);
  checkNeeds(definition);
  const stages = definition.stages.filter((stage) => definition.jobs.some((job) => job.stage === stage));
  return timed(settle({
    status: 'created',
    stages: stages.map((name) => ({ name, status: 'created' })),
    jobs: definition.jobs.map((job) => firstAttempt(job, stages)),
    autoCancelOnJobFailure: definition.autoCancelOnJobFailure ?? false,
    now: 0,
    parked: [],
  }));
}

function firstAttempt(job: OracleJobDefinition, stages: readonly string[]): OracleJob {
  const when = job.when ?? 'on_success';
  return {
    name: job.name,
    kind: job.kind ?? 'build',
    stage: stages.indexOf(job.stage),
    when,
    startInMs: when === 'delayed' && job.startInMs === undefined ? MINUTE_MS : (job.startInMs ?? null),
    timeoutMs: job.timeoutMs ?? HOUR_MS,
    heartbeatMs: job.heartbeatMs ?? null,
    retries: job.retries ?? 0,
    allowFailure: job.allowFailure ?? when === 'manual',
    needs: job.needs ?? null,
    status: 'created',
    attempt: 1,
    askedFor: false,
    failureReason: null,
    startedAt: null,
    finishedAt: null,
    report: null,
    since: 0,
    heardAt: 0,
    consumed: [],
  };
}

function checkNames({ stages, jobs }: OracleDefinition): void {
  assert(new Set(stages).size === stages.length, 'stage names differ');
  assert(new Set(jobs.map((job) => job.name)).size === jobs.length, 'job names differ');
  for (const job of jobs) {
    assert(stages.includes(job.stage), `the stage of ${job.name} is listed`);
    assert(job.kind !== 'external' || (job.when ?? 'on_success') === 'on_success', `external ${job.name} has no when`);
  }
}

/** A need names a job of the same or an earlier stage, never its own dependent. */
function checkNeeds({ stages, jobs }: OracleDefinition): void {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  for (const job of jobs) {
    for (const need of job.needs ?? []) {
      const needed = byName.get(need.job);
      assert(needed || need.optional, `${job.name} needs ${need.job}, which is absent`);
      assert(!needed || stages.indexOf(needed.stage) <= stages.indexOf(job.stage), `${job.name} needs a later stage`);
    }
  }
  let resolved: readonly string[] = [];
  for (let round = 0; round < jobs.length; round += 1) {
    const known = resolved;
    const ready = (need: { readonly job: string }) => !byName.has(need.job) || known.includes(need.job);
    resolved = jobs.filter((job) => (job.needs ?? []).every(ready)).map((job) => job.name);
  }
  assert(resolved.length === jobs.length, 'needs go in no circle');
}
