import type { Result } from '@holdpoint/kernel';
import type { PlannedCommit } from '@holdpoint/pipeline-application';
import { ownOutcome, type CiConfig, type ConfigProblem, type JobConfig, type PlannedConfig, type PlannedRefusal } from '@holdpoint/pipeline-config';
import type { LintJobResponse, LintResponse } from '@holdpoint/pipeline-contract';
import type { JobPlan } from '@holdpoint/pipeline-domain';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';

/** What a dry run is for in a project that has no commit yet. */
export const noCommitOf = ({ defaultBranch, path, name }: ProjectRow): PlannedCommit => ({
  sha: '0'.repeat(40),
  message: '',
  author: '',
  timestamp: '',
  defaultBranch,
  projectPath: path,
  projectTitle: name,
  user: null,
});

/** Says what became of reading a text; no rule of a job is evaluated. */
export function judge(content: string, config: Result<CiConfig, { readonly problems: readonly ConfigProblem[] }>, { listsJobs }: { readonly listsJobs: boolean }): LintResponse {
  if (!config.ok) return refuse(config.error.problems);
  const judged = judgedOf(content, config.value.warnings);
  return listsJobs ? { ...judged, jobs: jobsOf(config.value) } : judged;
}

/** Says what became of planning a pipeline from a text. */
export function judgePlan(content: string, planned: Result<PlannedConfig, PlannedRefusal>): LintResponse {
  if (planned.ok) return { ...judgedOf(content, planned.value.warnings), jobs: planned.value.plan.jobs.map(toLintJob) };
  if ('problems' in planned.error) return refuse(planned.error.problems);
  const { refusal, warnings } = planned.error;
  return refuse([{ message: refusal.message, path: '', file: null, line: 1, column: 1 }], warnings);
}

const judgedOf = (content: string, warnings: readonly string[]): LintResponse =>
  ({ valid: true, errors: [], warnings, merged_yaml: content, problems: [] });

/** A configuration that could not be judged, and why: there is none, or no such branch to run it for. */
export const refusedAs = (message: string): LintResponse => refuse([{ message, path: '', file: null, line: 1, column: 1 }]);

function refuse(problems: readonly ConfigProblem[], warnings: readonly string[] = []): LintResponse {
  const located = problems.map(({ message, path, file, line, column }) => ({ message, path, file, line, column }));
  return { valid: false, errors: problems.map(({ message }) => message), warnings, problems: located };
}

/** By stage, as GitLab lists them. */
const jobsOf = ({ stages, jobs }: CiConfig): readonly LintJobResponse[] =>
  stages.flatMap((stage) => jobs.filter((job) => job.stage === stage)).map(toListedJob);

const toListedJob = (job: JobConfig): LintJobResponse =>
  toLintJob({ ...job, ...ownOutcome(job), options: job.kind === 'build' ? { script: job.script } : {} });

type ListedJob = Pick<JobPlan, 'name' | 'stage' | 'kind' | 'when' | 'allowFailure' | 'needs' | 'options'>;

const toLintJob = ({ name, stage, kind, when, allowFailure, needs, options }: ListedJob): LintJobResponse => ({
  name,
  stage,
  kind,
  when,
  allow_failure: allowFailure,
  needs: needs && needs.map((need) => ({ name: need.name, optional: need.optional })),
  script: options.script ?? [],
});
