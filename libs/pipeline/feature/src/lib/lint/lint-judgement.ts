import { parseCiConfig, planPipeline, type CiConfig, type ConfigProblem } from '@holdpoint/pipeline-config';
import type { LintJobResponse, LintResponse } from '@holdpoint/pipeline-contract';
import type { JobPlan } from '@holdpoint/pipeline-domain';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';

/** For what a dry run plans a pipeline; null judges the text alone. */
export interface DryRun {
  readonly project: ProjectRow;
  readonly ref: string;
  readonly sha: string;
  /** Empty where the project has no commit yet. */
  readonly commitMessage: string;
  readonly username: string;
}

/** Judges a configuration, and plans a pipeline from it when a dry run is asked for. */
export function judge(content: string, dryRun: DryRun | null): LintResponse {
  const config = parseCiConfig(content);
  if (!config.ok) return refuse(config.error);
  const judged = { valid: true, errors: [], warnings: config.value.warnings, merged_yaml: content, problems: [] };
  return dryRun === null ? judged : plan(config.value, dryRun, judged);
}

function plan(config: CiConfig, { project, ref, sha, commitMessage, username }: DryRun, judged: LintResponse): LintResponse {
  const plan = planPipeline(config, {
    ref,
    refType: 'branch',
    sha,
    commitMessage,
    source: 'push',
    defaultBranch: project.defaultBranch,
    projectId: project.id,
    projectPath: project.path,
    username,
    variables: [],
  });
  if (plan.ok) return { ...judged, jobs: plan.value.jobs.map(toLintJob) };
  return refuse([{ message: plan.error.message, path: '', file: null, line: 1, column: 1 }], judged.warnings);
}

/** A configuration that could not be judged, and why: there is none, or no such branch to run it for. */
export const refusedAs = (message: string): LintResponse => refuse([{ message, path: '', file: null, line: 1, column: 1 }]);

function refuse(problems: readonly ConfigProblem[], warnings: readonly string[] = []): LintResponse {
  const located = problems.map(({ message, path, line, column }) => ({ message, path, line, column }));
  return { valid: false, errors: problems.map(({ message }) => message), warnings, problems: located };
}

const toLintJob = ({ name, stage, kind, when, allowFailure, needs, options }: JobPlan): LintJobResponse => ({
  name,
  stage,
  kind,
  when,
  allow_failure: allowFailure,
  needs: needs && needs.map((need) => ({ name: need.name, optional: need.optional })),
  script: options.script ?? [],
});
