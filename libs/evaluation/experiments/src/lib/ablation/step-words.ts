import type { ScenarioStep } from './scenario';

/** True for whatever asks that work be given up. */
export function isCancel(step: ScenarioStep | null): boolean {
  if (step?.type === 'event') return step.event === 'cancel';
  return step?.type === 'newer_commit' || (step?.type === 'user' && step.action === 'cancel');
}

/** True for whatever asks that work be tried again. */
export function isRetry(step: ScenarioStep | null): boolean {
  return (step?.type === 'event' && step.event === 'retry') || (step?.type === 'user' && step.action === 'retry');
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  cancel: 'is canceled',
  drop: 'fails',
  play: 'is started by hand',
  retry: 'is retried',
  run: 'is taken by a runner',
  success: 'succeeds',
};

/** What happened, in a few words; the first processing when there was no step. */
export function stepWords(step: ScenarioStep | null): string {
  switch (step?.type) {
    case undefined:
      return 'the pipeline is created';
    case 'event':
      return `${step.jobs?.join(', ') ?? 'the pipeline'} ${EVENT_WORDS[step.event] ?? step.event}`;
    case 'callback':
      return `a callback reports ${step.outcome} for ${step.job}`;
    case 'advance':
      return `${minuteWords(step.minutes)} pass`;
    case 'user':
      return `a person asks for the ${step.action} of ${step.job}`;
    case 'resource':
      return `${step.job} gets the resource of its group`;
    case 'newer_commit':
      return 'a newer commit comes';
  }
}

/** A length of time in words. */
export const minuteWords = (minutes: number): string => (minutes >= 600 ? `${minutes / 60} hours` : `${minutes} minutes`);
