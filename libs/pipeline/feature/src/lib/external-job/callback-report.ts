import type { CallbackReport } from '@holdpoint/pipeline-application';
import { ApiError } from '../http/error/api-error';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** Reads a report out of its parameters, which must name a job and a pipeline in one way or another. */
export function toReport(projectId: number, actor: string, input: PipelineCallbackDto): CallbackReport {
  const problems = problemsOf(input);
  if (problems.length > 0) throw new ApiError('parameters_invalid', { problems });
  return {
    projectId,
    actor,
    outcome: input.job_status,
    jobId: input.job_id ?? null,
    jobName: input.job_name ?? null,
    pipelineId: input.pipeline_id ?? null,
    ref: input.ref ?? null,
    sha: input.sha ?? null,
    request: { ...input },
  };
}

/** A key that is only half there is refused: to leave it out would be to fall back to a weaker one. */
function problemsOf({ job_name, job_id, pipeline_id, ref, sha }: PipelineCallbackDto): readonly string[] {
  const problems: string[] = [];
  if (job_name === undefined && job_id === undefined) problems.push(oneOf('job_name', 'job_id'));
  if (ref === undefined && sha !== undefined) problems.push('ref is missing');
  if (ref !== undefined && sha === undefined) problems.push('sha is missing');
  if (pipeline_id === undefined && job_id === undefined && ref === undefined && sha === undefined) {
    problems.push(oneOf('pipeline_id', 'ref', 'sha', 'job_id'));
  }
  return problems;
}

const oneOf = (...names: readonly string[]): string =>
  `${names.join(', ')} are missing, at least one parameter must be provided`;
