import type { JobPlan } from '@holdpoint/pipeline-domain';
import { CONFIG_LIMITS } from '../config-limits';
import { circularNeedsMessage } from '../validate/circular-needs-message';
import { findCycles } from '../validate/find-cycles';

/** What is wrong with the needs of the jobs that made it into a plan, in GitLab's words. */
export function needsProblems(jobs: readonly JobPlan[]): readonly string[] {
  const names = new Set(jobs.map(({ name }) => name));
  const problems = jobs.flatMap((job) => jobProblems(job, names));
  return [...problems, ...cycleProblems(jobs)];
}

function jobProblems({ name, needs }: JobPlan, names: ReadonlySet<string>): readonly string[] {
  if (needs === null) return [];
  const limit = CONFIG_LIMITS.needsPerJob;
  const tooMany =
    needs.length > limit
      ? [
          `${name}: one job can only need ${limit} others, but you have listed ${needs.length}. ` +
            'See needs keyword documentation for more details',
        ]
      : [];
  const missing = needs.filter((need) => !need.optional && !names.has(need.name));
  return [...tooMany, ...missing.map((need) => missingNeed(name, need.name))];
}

function missingNeed(job: string, need: string): string {
  return (
    `'${job}' job needs '${need}' job, but '${need}' does not exist in the pipeline. ` +
    'This might be because of the only, except, or rules keywords. ' +
    'To need a job that sometimes does not exist in the pipeline, use needs:optional.'
  );
}

/** Checked again here: a matching rule can bring needs that the job itself does not have. */
function cycleProblems(jobs: readonly JobPlan[]): readonly string[] {
  const graph = new Map(jobs.map(({ name, needs }) => [name, (needs ?? []).map((need) => need.name)]));
  return findCycles(graph).map(circularNeedsMessage);
}
