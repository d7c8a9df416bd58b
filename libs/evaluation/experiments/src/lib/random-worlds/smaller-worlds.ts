import type { OracleDefinition, OracleJobDefinition } from '@holdpoint/evaluation-oracle';
import type { World, WorldStep } from './world';

/** Worlds that are one thing simpler, what takes away most first. */
export function* smallerWorlds(world: World): Generator<World> {
  const { definition, steps } = world;
  const { jobs } = definition;
  for (let cut = 1; cut < steps.length; cut += 1) yield { ...world, steps: steps.slice(0, cut) };
  for (const { name } of jobs) if (jobs.length > 1) yield withoutJob(world, name);
  for (const step of steps) yield { ...world, steps: steps.filter((other) => other !== step) };
  if (definition.autoCancelOnJobFailure) yield { ...world, definition: { ...definition, autoCancelOnJobFailure: false } };
  for (const job of jobs) for (const plain of plainerJobs(job)) yield { ...world, definition: withJob(definition, plain) };
  for (const step of steps) for (const plain of plainerSteps(step)) yield { ...world, steps: steps.map((other) => (other === step ? plain : other)) };
}

function withoutJob({ definition, steps }: World, name: string): World {
  const jobs = definition.jobs
    .filter((job) => job.name !== name)
    .map((job) => ({ ...job, needs: job.needs?.filter((need) => need.job !== name) ?? null }));
  return { definition: { ...definition, jobs }, steps: steps.filter((step) => !isAbout(step, name)) };
}

function isAbout({ event }: WorldStep, name: string): boolean {
  return (event.type === 'job' && event.jobs.includes(name)) || (event.type === 'callback' && event.callback.job === name);
}

const withJob = (definition: OracleDefinition, job: OracleJobDefinition): OracleDefinition => ({
  ...definition,
  jobs: definition.jobs.map((other) => (other.name === job.name ? job : other)),
});

function* plainerJobs(job: OracleJobDefinition): Generator<OracleJobDefinition> {
  if (job.needs) yield { ...job, needs: null };
  if (job.when !== undefined && job.when !== 'on_success') yield { ...job, when: 'on_success', startInMs: null };
  if (job.allowFailure) yield { ...job, allowFailure: false };
  if (job.retries) yield { ...job, retries: 0 };
  if (job.heartbeatMs) yield { ...job, heartbeatMs: null };
  if (job.timeoutMs !== undefined) yield { ...job, timeoutMs: undefined };
}

function* plainerSteps(step: WorldStep): Generator<WorldStep> {
  const { event, deliveries } = step;
  if (deliveries > 1) yield { ...step, deliveries: 1 };
  if (event.type === 'callback' && event.callback.attempt) yield { ...step, event: { ...event, callback: { ...event.callback, attempt: null } } };
  if (event.type === 'advance' && event.unnoticed) yield { ...step, event: { ...event, unnoticed: false } };
}
