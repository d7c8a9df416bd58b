import {
  oracleApply,
  oracleCreate,
  oracleDetails,
  oracleTry,
  oracleVerdict,
  oracleView,
  type OracleCallback,
  type OraclePipeline,
  type OracleVerdict,
} from '@holdpoint/evaluation-oracle';
import type { CallbackTransition, CaseTransition, CaseView, ConformanceCase } from '@holdpoint/evaluation-scenario';
import type { World, WorldStep } from './world';
import { worldConfig } from './world-config';

/** Makes a case of a world: the same steps, with what the oracle says must stand after each of them. */
export function worldCase(name: string, { definition, steps }: World): ConformanceCase {
  let pipeline = oracleCreate(definition);
  const init = viewOf(pipeline);
  const transitions = steps.map((step): CaseTransition => {
    const { after, transition } = take(pipeline, step);
    pipeline = after;
    return transition;
  });
  return { name, config: worldConfig(definition), init, transitions };
}

const viewOf = (pipeline: OraclePipeline): CaseView => ({ ...oracleView(pipeline), details: oracleDetails(pipeline) });

interface TakenStep {
  readonly after: OraclePipeline;
  readonly transition: CaseTransition;
}

function take(before: OraclePipeline, { event, deliveries }: WorldStep): TakenStep {
  if (event.type === 'callback') return deliver(before, event.callback, deliveries);
  const tried = oracleTry(before, event);
  const after = tried.ok ? tried.value : oracleApply(before, event);
  const expect = viewOf(after);
  if (event.type === 'advance') return { after, transition: { advanceMs: event.ms, unnoticed: event.unnoticed ?? false, expect } };
  const jobs = event.type === 'job' ? event.jobs : null;
  return { after, transition: { event: event.event, jobs, refused: !tried.ok, expect } };
}

function deliver(before: OraclePipeline, callback: OracleCallback, deliveries: WorldStep['deliveries']): TakenStep {
  const { job, outcome: status } = callback;
  const attempt = knownAttempt(before, callback);
  const verdicts: OracleVerdict[] = [];
  let after = before;
  for (let delivery = 0; delivery < deliveries; delivery += 1) {
    verdicts.push(oracleVerdict(after, { ...callback, attempt }));
    after = oracleApply(after, { type: 'callback', callback: { ...callback, attempt } });
  }
  const transition: CallbackTransition = { callback: { job, status, attempt }, deliveries, verdicts, expect: viewOf(after) };
  return { after, transition };
}

/** A smaller world may have fewer attempts than its callbacks name: nobody has their tokens, so they carry none. */
function knownAttempt({ jobs }: OraclePipeline, { job, attempt = null }: OracleCallback): number | null {
  const attempts = jobs.find(({ name }) => name === job)?.attempt ?? 0;
  return attempt !== null && attempt <= attempts ? attempt : null;
}
