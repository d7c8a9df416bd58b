/** The scenarios of the ablation: each is sound, and together they show at least what the repository's cases would. */
import { severityOf, SEVERITIES, type Symptom } from '@holdpoint/evaluation-experiment';
import { readCase, ReducerEngine, runCase, type CaseTransition } from '@holdpoint/evaluation-scenario';
import { MINUTE_MS } from '@holdpoint/kernel';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { impactsOf } from '../impact';
import { applicablePlaces, placeId } from '../place';
import { crashesOf, referencesOf } from '../reference';
import { caseOf } from '../reproduction';
import type { Scenario, ScenarioStep } from '../scenario';
import { withoutPlaces } from '../without-places';
import { SCENARIOS } from './scenarios';

const references = referencesOf(HOLDPOINT_CI_MODEL, SCENARIOS);
const rank = (symptom: Symptom): number => SEVERITIES.indexOf(severityOf(symptom));

const directory = join(__dirname, '../../../../../scenario/cases');
const repositoryScenarios: readonly Scenario[] = readdirSync(directory).map((name) => {
  const read = readCase(name, readFileSync(join(directory, name), 'utf8'));
  if (!read.ok) throw new Error(read.error);
  return { name, config: read.value.config, hooks: [], steps: read.value.transitions.flatMap(stepsOf) };
});

function stepsOf(transition: CaseTransition): readonly ScenarioStep[] {
  if ('advanceMs' in transition) return [{ type: 'advance', minutes: transition.advanceMs / MINUTE_MS }];
  if ('event' in transition) return [{ type: 'event', event: transition.event, jobs: transition.jobs }];
  const { job, status: outcome } = transition.callback;
  return Array.from({ length: transition.deliveries }, () => ({ type: 'callback', job, outcome }));
}

it('have names of their own, and the product crashes in none', () => {
  expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  expect(crashesOf(references)).toEqual([]);
});

it('that can be written as cases pass as such on the product', async () => {
  const cases = references.flatMap((reference) => caseOf(reference) ?? []);
  expect(cases.length).toBeGreaterThan(20);
  for (const written of cases) expect(await runCase(new ReducerEngine(HOLDPOINT_CI_MODEL), written)).toEqual({ name: written.name, failure: null });
});

it('show of every place at least what is shown by the cases of the repository', () => {
  const others = referencesOf(HOLDPOINT_CI_MODEL, repositoryScenarios);
  const milder = applicablePlaces(HOLDPOINT_CI_MODEL).filter((place) => {
    const changed = withoutPlaces(HOLDPOINT_CI_MODEL, [place]);
    const [own, other] = [impactsOf(references, changed)[0], impactsOf(others, changed)[0]];
    return rank(own?.worst ?? 'nothing') > rank(other?.worst ?? 'nothing');
  });
  expect(milder.map(placeId)).toEqual([]);
}, 60_000);
