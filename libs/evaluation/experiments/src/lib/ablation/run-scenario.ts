import { VirtualPipeline } from '@holdpoint/evaluation-scenario';
import { MINUTE_MS } from '@holdpoint/kernel';
import { NO_PROGRESS, type CallbackCommand, type CiModel, type CommandResult, type PipelineCommand, type PipelinePlan } from '@holdpoint/pipeline-domain';
import { observe } from './observe';
import type { Scenario, ScenarioStep } from './scenario';
import type { Answer, Snapshot, Trace } from './snapshot';

/** Runs a scenario, with the plan of its configuration, on a model and answers what stood after every step. */
export function runScenario(model: CiModel, scenario: Scenario, plan: PipelinePlan): Trace {
  const pipeline = new VirtualPipeline(model, plan, scenario.hooks);
  const trace: Snapshot[] = [];
  const steps = [() => answerOf(pipeline.run({ type: 'process' })), ...scenario.steps.map((step, index) => () => take(pipeline, scenario, step, index))];
  for (const step of steps) {
    const answer = attempt(step);
    trace.push(observe(model, pipeline, answer, toldBy(pipeline)));
    if (answer.type === 'crashed') break;
  }
  return trace;
}

function attempt(step: () => Answer): Answer {
  try {
    return step();
  } catch (error) {
    return { type: 'crashed', text: error instanceof Error ? error.message : String(error) };
  }
}

function take(pipeline: VirtualPipeline, { hooks }: Scenario, step: ScenarioStep, index: number): Answer {
  if (step.type === 'advance') pipeline.advance(step.minutes * MINUTE_MS);
  if (step.type === 'callback' && hooks.includes('start') && !wasTold(pipeline, step.job)) {
    return { type: 'not_sent', text: `the other system was never told of ${step.job}` };
  }
  const command = commandOf(pipeline, step, index);
  return command ? answerOf(pipeline.run(command)) : { type: 'refused', text: 'job_not_found' };
}

const wasTold = ({ effects }: VirtualPipeline, job: string): boolean =>
  effects.some(({ type, jobName }) => type === 'send_hook start' && jobName === job);

function commandOf(pipeline: VirtualPipeline, step: ScenarioStep, index: number): PipelineCommand | undefined {
  switch (step.type) {
    case 'event':
      return { type: 'fire_event', event: step.event, jobNames: step.jobs, actor: 'scenario' };
    case 'callback':
      return callbackCommand(step.job, step.outcome, index);
    case 'advance':
      return { type: 'process' };
    case 'user':
      return aboutJob(pipeline, step.job, (jobId) => ({ type: `${step.action}_job`, jobId, actor: 'scenario' }));
    case 'resource':
      return aboutJob(pipeline, step.job, (jobId) => ({ type: 'start_with_resource', jobId }));
    case 'newer_commit':
      return { type: 'cancel_redundant', pipelineId: 0 };
  }
}

function aboutJob({ facts }: VirtualPipeline, name: string, commandFor: (jobId: number) => PipelineCommand): PipelineCommand | undefined {
  const job = facts.jobs.find((other) => other.name === name && !other.retried);
  return job && commandFor(job.id);
}

const callbackCommand = (jobName: string, outcome: CallbackCommand['report']['outcome'], index: number): CallbackCommand => ({
  type: 'callback',
  callbackId: `callback-${index}`,
  jobId: null,
  jobName,
  matchKey: null,
  report: { outcome, progress: NO_PROGRESS },
  actor: 'scenario',
});

function answerOf(result: CommandResult): Answer {
  if (result.type === 'refused') return { type: 'refused', text: result.refusal };
  return { type: 'done', text: result.type === 'matched' ? `${result.match.verdict}: ${result.match.reason}` : 'done' };
}

function toldBy({ effects }: VirtualPipeline): Snapshot['told'] {
  const names = effects.map(({ type, jobName }) => (jobName === null ? type : `${type} ${jobName}`));
  return Object.fromEntries(names.map((name) => [name, names.filter((other) => other === name).length]));
}
