import type { Experiment, ExperimentContext, ExperimentResult, Finding } from '@holdpoint/evaluation-experiment';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { setImmediate } from 'node:timers/promises';
import { referencesOf } from '../ablation/reference';
import { SCENARIOS } from '../ablation/scenarios/scenarios';
import type { IntegrationPoint } from './integration-point';
import { INTEGRATION_POINTS } from './integration-points';
import { judgePoint, type PointJudgement } from './judge-point';
import { readersOf } from './places-of';
import { brokenPoint, pointFinding } from './point-finding';

/** Goes through the places of GitLab that a new status and a new kind of job touch, and tries whether each is handled. */
export const catalogue: Experiment = {
  id: 'catalogue',
  family: 'catalogue',
  title: 'The places that a new status and a new kind of job touch',
  risk: 'There are more places than anybody has in mind, and a table that says they are handled may be wishful.',
  source: 'Integration points 1 to 82',
  varied: 'Which point is forgotten by all that takes care of it.',
  invariants: [
    'A point that is said to be handled by readers shows in a scenario when they forget.',
    'A point that is said to be inert shows in none.',
  ],
  run,
};

async function run({ signal, progress }: ExperimentContext): Promise<ExperimentResult> {
  const references = referencesOf(HOLDPOINT_CI_MODEL, SCENARIOS);
  const findings: Finding[] = [];
  const broken: string[] = [];
  for (const point of INTEGRATION_POINTS) {
    await setImmediate();
    signal.throwIfAborted();
    const judgement = judge(point);
    findings.push(pointFinding(point, judgement));
    broken.push(...[brokenPoint(point, judgement)].filter((sentence) => sentence !== null));
    progress(findings.length, INTEGRATION_POINTS.length);
  }
  return { summary: summaryOf(findings), broken, findings, measurements: [] };

  function judge(point: IntegrationPoint): PointJudgement | null {
    const readers = point.handling.type === 'elsewhere' ? null : readersOf(point);
    return readers && judgePoint(HOLDPOINT_CI_MODEL, references, readers);
  }
}

function summaryOf(findings: readonly Finding[]): string {
  const of = (handling: IntegrationPoint['handling']['type']): number => findings.filter(({ data }) => data['handling'] === handling).length;
  const handled = findings.filter(({ data }) => data['handled'] === true).length;
  return (
    `Of ${findings.length} places ${handled} are handled by readers of the model, which a scenario shows for each; ${of('inert')} have readers whose ` +
    `forgetting nobody sees; ${of('code')} are handled by code without a reader; ${of('elsewhere')} are read by a whole server only; ` +
    `${of('not_applicable')} have no counterpart here.`
  );
}
