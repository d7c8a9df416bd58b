import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { CiModel } from '@holdpoint/pipeline-domain';
import { parse, stringify } from 'yaml';
import { impactOn, type Impact } from './impact';
import { referenceOf } from './reference';
import type { Scenario, ScenarioStep } from './scenario';

/** Takes steps and jobs away for as long as the changed model still does as badly; what is left is the smallest story of it. */
export function shrink(product: CiModel, changed: CiModel, impact: Impact): Impact {
  for (const scenario of smaller(impact.reference.scenario, NEEDS_ITS_END.includes(impact.worst))) {
    const reference = referenceOf(product, scenario);
    const left = reference && isOrderly(impact, reference.trace) ? impactOn(reference, changed) : null;
    if (left && left.worst === impact.worst) return shrink(product, changed, left);
  }
  return impact;
}

/** A story in which the product itself turns somebody away is none that is easily understood. */
const isOrderly = (impact: Impact, trace: Impact['reference']['trace']): boolean =>
  trace.filter(({ answer }) => answer.type === 'refused').length <=
  impact.reference.trace.filter(({ answer }) => answer.type === 'refused').length;

/** What never ends can only be told at the end of a story that gives it the time. */
const NEEDS_ITS_END: readonly Symptom[] = ['stuck', 'no_timeout'];

/** Every scenario with one job or one step less. */
function* smaller(scenario: Scenario, keepsEnd: boolean): Generator<Scenario> {
  const { config, steps } = scenario;
  for (const job of jobsOf(config)) {
    yield { ...scenario, config: withoutJob(config, job), steps: steps.flatMap((step) => stepWithout(step, job) ?? []) };
  }
  for (const index of steps.slice(0, keepsEnd ? -1 : undefined).keys()) yield { ...scenario, steps: steps.filter((_, other) => other !== index) };
}

type Config = Readonly<Record<string, { readonly needs?: readonly string[] }>>;

const KEYWORDS = ['stages', 'workflow'];

const jobsOf = (config: string): readonly string[] => Object.keys(parse(config) as Config).filter((key) => !KEYWORDS.includes(key));

function withoutJob(config: string, job: string): string {
  const entries = Object.entries(parse(config) as Config).filter(([key]) => key !== job);
  return stringify(Object.fromEntries(entries.map(([key, entry]) => [key, withoutNeed(entry, job)])));
}

function withoutNeed(entry: Config[string], job: string): Config[string] {
  return entry.needs ? { ...entry, needs: entry.needs.filter((need) => need !== job) } : entry;
}

function stepWithout(step: ScenarioStep, job: string): ScenarioStep | null {
  if (step.type === 'callback' || step.type === 'user') return step.job === job ? null : step;
  if (step.type !== 'event' || !step.jobs) return step;
  const jobs = step.jobs.filter((name) => name !== job);
  return jobs.length > 0 ? { ...step, jobs } : null;
}
