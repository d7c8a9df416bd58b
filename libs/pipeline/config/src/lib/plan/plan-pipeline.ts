import { err, ok, type Result } from '@holdpoint/kernel';
import type { JobPlan, PipelinePlan, StagePlan } from '@holdpoint/pipeline-domain';
import type { CiConfig, JobConfig, VariableMap } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { EDGE_STAGES } from '../entry/read-stages';
import { evaluateWorkflow } from './evaluate-workflow';
import { JobVariables } from './job-variables';
import { needsProblems } from './needs-problems';
import type { PlanContext } from './plan-context';
import { planEnvironment } from './plan-environment';
import { planJob } from './plan-job';
import { planOptions } from './plan-options';
import { TOO_COSTLY, unknownTree, type PlanRefusal, type UnknownTree } from './plan-refusal';
import { planResourceGroup } from './plan-resource-group';
import { PlanSession } from './plan-session';
import { selectJob } from './select-job';

/**
 * Plans a pipeline: applies `workflow`, `rules`, `only` and `except` for one ref, source and set of variables. The plan,
 * or why there is none, in GitLab's order: workflow rules, needs, size, emptiness; or what rules must know of the
 * repository first. Workflow rules are to be answered before those of jobs, which see their variables.
 */
export function planPipeline(config: CiConfig, context: PlanContext): Result<PipelinePlan, PlanRefusal | UnknownTree> {
  return planWithin(config, new PlanSession(context));
}

/** The same, from budgets that reading the configuration has drawn from as well. */
export function planWithin(config: CiConfig, session: PlanSession): Result<PipelinePlan, PlanRefusal | UnknownTree> {
  const workflow = evaluateWorkflow(config, session);
  if (session.isExhausted) return err(TOO_COSTLY);
  if (session.questions !== null) return err(unknownTree(session.questions));
  if (workflow === null) return err(FILTERED_BY_WORKFLOW);
  const jobs = planJobs(config.jobs, workflow.variables, session);
  if (session.questions !== null) return err(unknownTree(session.questions));
  if (!jobs.ok) return jobs;
  const refusal = refuse(jobs.value);
  if (refusal !== null) return err(refusal);
  const stages = stagesOf(config.stages, jobs.value);
  return ok({ name: workflow.name, stages, jobs: jobs.value, autoCancel: workflow.autoCancel });
}

function planJobs(
  configs: readonly JobConfig[],
  inherited: VariableMap,
  session: PlanSession,
): Result<readonly JobPlan[], PlanRefusal> {
  const variables = new JobVariables(inherited, session.given);
  const jobs: JobPlan[] = [];
  const problems: string[] = [];
  for (const config of configs) {
    const job = planOne(config, variables, session);
    if (session.isExhausted) return err(TOO_COSTLY);
    if (variables.isExhausted) return err(TOO_MANY_VARIABLES);
    if (job?.ok === true) jobs.push(job.value);
    if (job?.ok === false) problems.push(...job.error);
  }
  return problems.length > 0 ? err(configError(problems)) : ok(jobs);
}

/** Null when the job is not part of the pipeline. */
function planOne(job: JobConfig, variables: JobVariables, session: PlanSession): Result<JobPlan, readonly string[]> | null {
  const own = variables.layersOf(job);
  const selected = selectJob(job, session.ruleVariables(job, ...own), session);
  if (!selected.ok) return err([selected.error]);
  const outcome = selected.value;
  if (outcome === null) return null;
  const circle = session.circles.problem(...own);
  if (circle !== null) return err([`${job.name}: ${circle}`]);
  const fromRule = outcome.variables;
  const deployed = planEnvironment(job, (ofEnvironment) => session.textVariables(job, ofEnvironment, ...own, fromRule));
  if (!deployed.ok) return deployed;
  const { scope, environment } = deployed.value;
  const resourceGroup = planResourceGroup(job, scope);
  const options = planOptions(job, { scope, fromRule, all: variables });
  if (!resourceGroup.ok) return err([...resourceGroup.error, ...(options.ok ? [] : options.error)]);
  return options.ok ? ok(planJob(job, outcome, { resourceGroup: resourceGroup.value, environment }, options.value)) : options;
}

function refuse(jobs: readonly JobPlan[]): PlanRefusal | null {
  const problems = needsProblems(jobs);
  if (problems.length > 0) return configError(problems);
  if (jobs.length > CONFIG_LIMITS.jobsPerPipeline) return TOO_MANY_JOBS;
  // `.pre` and `.post` alone make no pipeline.
  return jobs.every(({ stage }) => EDGE_STAGES.has(stage)) ? EMPTY : null;
}

function configError(problems: readonly string[]): PlanRefusal {
  return { code: 'config_error', message: problems.slice(0, CONFIG_LIMITS.refusalLines).join('\n') };
}

/** The stages that hold a job; positions count over all stages of the configuration. */
function stagesOf(stages: readonly string[], jobs: readonly JobPlan[]): readonly StagePlan[] {
  const used = new Set(jobs.map(({ stage }) => stage));
  return stages.map((name, position) => ({ name, position })).filter(({ name }) => used.has(name));
}

const FILTERED_BY_WORKFLOW: PlanRefusal = {
  code: 'filtered_by_workflow_rules',
  message: 'The pipeline did not run. Review the workflow:rules configuration for the pipeline.',
};

const EMPTY: PlanRefusal = {
  code: 'filtered_by_rules',
  message:
    'The resulting pipeline would have been empty. Review the rules configuration for the relevant jobs.',
};

const TOO_MANY_JOBS: PlanRefusal = {
  code: 'size_limit_exceeded',
  message:
    `The number of jobs has exceeded the limit of ${CONFIG_LIMITS.jobsPerPipeline}. ` +
    'Try splitting the configuration with parent-child-pipelines',
};

const TOO_MANY_VARIABLES: PlanRefusal = {
  code: 'config_error',
  message: 'The jobs carry too many variables. Define them on the jobs that use them, or use inherit:variables.',
};
