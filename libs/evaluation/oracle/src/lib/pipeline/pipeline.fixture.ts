import { oracleTry } from './oracle-apply';
import { oracleCreate } from './oracle-create';
import type { OracleDefinition, OracleJobDefinition } from './oracle-definition';
import type { OracleEvent, OracleJobEvent } from './oracle-event';
import type { OraclePipeline } from './oracle-pipeline';

/** A job of the stage that its name begins with: `test-unit` is of stage `test`. */
export function job(name: string, rest: Partial<OracleJobDefinition> = {}): OracleJobDefinition {
  return { name, stage: name.split('-')[0] ?? name, ...rest };
}

/** An external job, likewise. */
export function external(name: string, rest: Partial<OracleJobDefinition> = {}): OracleJobDefinition {
  return job(name, { kind: 'external', ...rest });
}

/** Needs by name. */
export function needs(...names: readonly string[]): Pick<OracleJobDefinition, 'needs'> {
  return { needs: names.map((name) => ({ job: name })) };
}

/** A pipeline of stages build, test and deploy. */
export function pipelineOf(jobs: readonly OracleJobDefinition[], rest: Partial<OracleDefinition> = {}): OraclePipeline {
  return oracleCreate({ stages: ['build', 'test', 'deploy'], jobs, ...rest });
}

/** Applies events written as `success build, test`, `advance 60000` or as values; a refusal fails the test. */
export function play(start: OraclePipeline, ...events: readonly (string | OracleEvent)[]): OraclePipeline {
  return events.reduce<OraclePipeline>((pipeline, event) => {
    const tried = oracleTry(pipeline, typeof event === 'string' ? read(event) : event);
    if (!tried.ok) throw new Error(tried.error);
    return tried.value;
  }, start);
}

/** Statuses on one line: `pipeline | stages | jobs`. */
export function line({ status, stages, jobs }: OraclePipeline): string {
  const words = (items: readonly { readonly status: string }[]) => items.map((item) => item.status).join(' ');
  return [status, words(stages), words(jobs)].join(' | ');
}

function read(words: string): OracleEvent {
  const [event = '', ...names] = words.split(/,? /);
  if (event === 'advance') return { type: 'advance', ms: Number(names[0]) };
  if (names[0] === 'pipeline') return { type: 'pipeline', event: event as 'retry' | 'cancel' };
  return { type: 'job', event: event as OracleJobEvent, jobs: names };
}
