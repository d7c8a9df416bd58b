import { severityOf, type Experiment, type ExperimentContext, type ExperimentResult, type Finding } from '@holdpoint/evaluation-experiment';
import { openPostgresEngine } from '@holdpoint/evaluation-postgres';
import { ReducerEngine, type ConformanceCase } from '@holdpoint/evaluation-scenario';
import { HOLDPOINT_CI_MODEL, type CiModel } from '@holdpoint/pipeline-domain';
import { caseOutcome, CRASH } from './case-outcome';
import { impactsOf } from './impact';
import { applicablePlaces, placeId, type Place } from './place';
import { redundantCandidate } from './redundant-candidate';
import { isExpressible, referencesOf, type Reference } from './reference';
import { caseOf } from './reproduction';
import { SCENARIOS } from './scenarios/scenarios';
import { shrink } from './shrink';
import { isMeasured } from './unmeasured-places';
import { withoutPlaces } from './without-places';

/** Runs on PostgreSQL what the other ablations have run in memory, and the place that only the database reads. */
export const ablationOnPostgresql: Experiment = {
  id: 'ablation-on-postgresql',
  family: 'ablation',
  title: 'The same places on PostgreSQL',
  risk: 'What is found in memory may be true of memory only.',
  source: 'Integration points 1 to 82',
  varied: 'Which reader of the model does not know external jobs, on a real store.',
  invariants: ['Every scenario that can be written as a case passes on PostgreSQL as in memory.'],
  run,
};

async function run(context: ExperimentContext): Promise<ExperimentResult> {
  if (context.databaseUrl === null) {
    return { leftOut: true, summary: 'Left out: there is no database.', broken: [], findings: [], measurements: [] };
  }
  const references = referencesOf(HOLDPOINT_CI_MODEL, SCENARIOS);
  const broken = await brokenOn(context.databaseUrl, references);
  const findings = [...(await placeFindings(context, context.databaseUrl, references)), await redundantCandidate(context.databaseUrl)];
  const agreeing = findings.filter(({ data }) => data['agrees'] === true).length;
  const refused = findings.filter(({ data }) => data['refused'] === true).length;
  const summary =
    `Of ${findings.length} places that were tried on PostgreSQL, ${agreeing} come to the same as in memory; what ${refused} others ` +
    'lead to is refused by the schema.';
  return { summary, broken, findings, measurements: [] };
}

async function brokenOn(url: string, references: readonly Reference[]): Promise<readonly string[]> {
  const cases = references.flatMap((reference) => caseOf(reference) ?? []);
  const outcomes = await outcomesOf(url, HOLDPOINT_CI_MODEL, 'product', cases);
  return outcomes.flatMap((outcome, index) => (outcome === null ? [] : [`${cases[index]?.name} fails on PostgreSQL: ${outcome}`]));
}

async function placeFindings({ signal, progress }: ExperimentContext, url: string, references: readonly Reference[]): Promise<readonly Finding[]> {
  const places = applicablePlaces(HOLDPOINT_CI_MODEL).filter(isMeasured);
  const findings: Finding[] = [];
  for (const [index, place] of places.entries()) {
    signal.throwIfAborted();
    findings.push(...[await placeFinding(url, references, place)].filter((finding) => finding !== null));
    progress(index + 1, places.length);
  }
  return findings;
}

/** Null where nothing that a place does can be written as a case. */
async function placeFinding(url: string, references: readonly Reference[], place: Place): Promise<Finding | null> {
  const changed = withoutPlaces(HOLDPOINT_CI_MODEL, [place]);
  const impact = impactsOf(references, changed).find(({ reference }) => isExpressible(reference.scenario));
  const written = impact && caseOf(shrink(HOLDPOINT_CI_MODEL, changed, impact).reference);
  if (!written) return null;
  const inMemory = await caseOutcome(new ReducerEngine(changed), written);
  const [stored = null] = await outcomesOf(url, changed, placeId(place), [written]);
  return storedFinding(placeId(place), written.name, inMemory, stored);
}

function storedFinding(id: string, scenario: string, inMemory: string | null, stored: string | null): Finding {
  const agrees = stored === inMemory;
  const refused = stored === CRASH && !agrees;
  return {
    id,
    title: `${id} forgets, on PostgreSQL`,
    severity: severityOf(refused ? 'server_error' : 'nothing'),
    observation: observationOf(agrees, refused, inMemory, stored),
    data: { agrees, refused, scenario },
    reproduction: null,
  };
}

function observationOf(agrees: boolean, refused: boolean, inMemory: string | null, stored: string | null): string {
  if (agrees) return `As in memory: ${inMemory ?? 'no status is wrong'}.`;
  return `In memory: ${inMemory ?? 'no status is wrong'}; PostgreSQL ${refused ? 'refuses to store it' : `shows: ${stored ?? 'no status is wrong'}`}.`;
}

/** Each model has a project of its own. The clock is everybody's, so one case runs after another. */
async function outcomesOf(url: string, model: CiModel, name: string, cases: readonly ConformanceCase[]): Promise<readonly (string | null)[]> {
  const { engine, close } = await openPostgresEngine(url, model, name);
  const outcomes: (string | null)[] = [];
  try {
    for (const written of cases) outcomes.push(await caseOutcome(engine, written));
  } finally {
    await close();
  }
  return outcomes;
}
