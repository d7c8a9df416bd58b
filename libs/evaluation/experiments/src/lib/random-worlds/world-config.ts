import type { OracleDefinition, OracleJobDefinition } from '@holdpoint/evaluation-oracle';
import { MINUTE_MS } from '@holdpoint/kernel';

/** Writes the `.gitlab-ci.yml` of a definition, as JSON, which is YAML as well. */
export function worldConfig({ stages, jobs, autoCancelOnJobFailure = false }: OracleDefinition): string {
  return JSON.stringify({
    stages: stages.filter((stage) => jobs.some((job) => job.stage === stage)),
    ...(autoCancelOnJobFailure ? { workflow: { auto_cancel: { on_job_failure: 'all' } } } : {}),
    ...Object.fromEntries(jobs.map((job) => [job.name, jobConfig(job)])),
  });
}

function jobConfig(job: OracleJobDefinition): Readonly<Record<string, unknown>> {
  const { stage, needs, allowFailure = false, timeoutMs } = job;
  return {
    stage,
    ...(job.kind === 'external' ? externalConfig(job) : buildConfig(job)),
    ...(needs ? { needs: needs.map((need) => need.job) } : {}),
    ...(allowFailure || job.when === 'manual' ? { allow_failure: allowFailure } : {}),
    ...(timeoutMs === undefined ? {} : { timeout: minutes(timeoutMs) }),
  };
}

const externalConfig = ({ heartbeatMs = null }: OracleJobDefinition): Readonly<Record<string, unknown>> => ({
  external: heartbeatMs === null ? true : { heartbeat: minutes(heartbeatMs) },
});

const buildConfig = ({ when = 'on_success', startInMs = null, retries = 0 }: OracleJobDefinition): Readonly<Record<string, unknown>> => ({
  script: 'exit 0',
  ...(when === 'on_success' ? {} : { when }),
  ...(startInMs === null ? {} : { start_in: minutes(startInMs) }),
  ...(retries > 0 ? { retry: retries } : {}),
});

const minutes = (ms: number): string => `${ms / MINUTE_MS} minutes`;
