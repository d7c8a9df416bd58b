import { planCase } from '@holdpoint/evaluation-scenario';
import {
  applyChanges,
  HOLDPOINT_CI_MODEL,
  runPass,
  type JobPlan,
  type PipelineCommand,
  type PipelineFacts,
  type PipelinePlan,
} from '@holdpoint/pipeline-domain';
import { beginPipeline } from '../begin-pipeline';
import type { KeywordProbe } from './keyword-probe';
import { PROBED, probeConfig } from './probe-config';

/** What becomes of a keyword that is accepted. */
export type KeywordEffect = 'works' | 'nothing' | 'stuck' | 'not_measured';

/** What may happen before the probed job, and to it; what is not legal changes nothing. */
const BEFORE = ['success', 'drop'] as const;
const THEN = ['play', 'success', 'drop', 'cancel'] as const;

/**
 * Finds out what a keyword does beside `external` by running it: the configuration is read as that of a build, which knows
 * the keyword, the planned job is made external, and the pipeline is compared with the one without the keyword.
 */
export function effectOfBuildKeyword(probe: KeywordProbe): KeywordEffect {
  return compare(planned('build', probe.place, probe), planned('build', probe.place, null));
}

/** The same for a keyword that the product accepts: the configuration is read as it stands. */
export function effectOfExternalKeyword(probe: KeywordProbe): KeywordEffect {
  return compare(planned('external', probe.place, probe), planned('external', probe.place, null));
}

/** Null when the product cannot read the keyword, in a build either. */
function planned(kind: 'external' | 'build', place: KeywordProbe['place'], probe: KeywordProbe | null): PipelinePlan | null {
  const plan = planCase(probeConfig(kind, place, probe));
  return plan.ok ? { ...plan.value, jobs: plan.value.jobs.map(madeExternal) } : null;
}

/** Of a build's options an external job has none: nothing runs that could be given a script, an image or variables. */
const madeExternal = (job: JobPlan): JobPlan =>
  job.name === PROBED && job.kind === 'build' ? { ...job, kind: 'external', options: { external: {} } } : job;

function compare(plan: PipelinePlan | null, reference: PipelinePlan | null): KeywordEffect {
  if (plan === null || reference === null) return 'not_measured';
  const courses = coursesOf(plan);
  if (courses.some((course) => course.endsWith(STUCK))) return 'stuck';
  const changes = told(traitsOf(plan)) !== told(traitsOf(reference)) || told(courses) !== told(coursesOf(reference));
  return changes ? 'works' : 'nothing';
}

/** All before the probed job is done, nothing would wake the pipeline, and neither that job nor the one after it has begun. */
const STUCK = `wakes never, build success, next created, ${PROBED} created`;

/** What of the probed job no course here shows: a newer pipeline would read it, or a person. */
function traitsOf({ jobs }: PipelinePlan): unknown {
  const probed = jobs.find(({ name }) => name === PROBED);
  return probed && [probed.interruptible, probed.stage];
}

/** Every course of events, as the statuses at each step of it; the probed job is told last. */
const coursesOf = (plan: PipelinePlan): readonly string[] =>
  BEFORE.flatMap((before) => THEN.map((then) => courseOf(plan, [['build', before], [PROBED, then]])));

function courseOf(plan: PipelinePlan, events: readonly (readonly [job: string, event: string])[]): string {
  let reached = step(beginPipeline(plan), { type: 'process' });
  const course = [reached.told];
  for (const [job, event] of events) {
    reached = step(reached.facts, { type: 'fire_event', event, jobNames: [job], actor: 'evaluation' });
    course.push(reached.told);
  }
  return course.join('; ');
}

/** No step here makes a new attempt, so that none has to be numbered. */
function step(facts: PipelineFacts, command: PipelineCommand): { readonly facts: PipelineFacts; readonly told: string } {
  const { changes } = runPass(HOLDPOINT_CI_MODEL, facts, [command]);
  const after = applyChanges(facts, changes, (id) => id);
  return { facts: after, told: `${changes.deployments.map(({ status }) => `deployment ${status}, `).join('')}${statuses(after)}` };
}

function statuses({ status, wakeAt, jobs }: PipelineFacts): string {
  const others = jobs.filter(({ name }) => name !== PROBED);
  const probed = jobs.filter(({ name }) => name === PROBED);
  return [status, `wakes ${wakeAt ?? 'never'}`, ...[...others, ...probed].map((job) => `${job.name} ${job.status}`)].join(', ');
}

const told = (value: unknown): string => JSON.stringify(value);
