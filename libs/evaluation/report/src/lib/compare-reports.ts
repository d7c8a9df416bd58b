import type { Finding } from '@holdpoint/evaluation-experiment';
import { findingsOf, type Report, type ReportedExperiment } from './report';

/** What differs between the findings of two reports; a line for each difference. Empty lists are good. */
export interface ReportDifference {
  readonly added: readonly string[];
  readonly gone: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Compares the experiments that both reports hold: findings by experiment and id, and what became of the experiments
 * themselves. Measurements are never compared.
 */
export function compareReports(baseline: Report, current: Report): ReportDifference {
  const common = current.experiments.flatMap((now) => {
    const before = baseline.experiments.find(({ id }) => id === now.id);
    return before ? [{ before, now }] : [];
  });
  const before = placesOf({ ...baseline, experiments: common.map((pair) => pair.before) });
  const now = placesOf({ ...current, experiments: common.map((pair) => pair.now) });
  return {
    added: only(now, before),
    gone: only(before, now),
    changed: [
      ...common.flatMap((pair) => differences(pair.now.id, outcome(pair.before), outcome(pair.now))),
      ...[...now].flatMap(([place, finding]) => changes(place, before.get(place), finding)),
    ],
  };
}

/** The difference as lines for people, those of the same kind together. */
export const differenceLines = ({ added, gone, changed }: ReportDifference): readonly string[] => [
  ...added.map((line) => `+ ${line}`),
  ...gone.map((line) => `- ${line}`),
  ...changed.map((line) => `~ ${line}`),
];

type Places = ReadonlyMap<string, Finding>;

const placesOf = (report: Report): Places =>
  new Map(findingsOf(report).map(({ experiment, finding }) => [`${experiment.id}/${finding.id}`, finding]));

const only = (these: Places, others: Places): readonly string[] =>
  [...these].filter(([place]) => !others.has(place)).map(([place, { severity, observation }]) => `${place} (${severity}): ${observation}`);

const changes = (place: string, before: Finding | undefined, now: Finding): readonly string[] =>
  before ? differences(place, flat(before), flat(now)) : [];

const flat = ({ severity, observation, title, reproduction, data }: Finding): Fields => ({
  severity,
  observation,
  title,
  reproduction,
  ...Object.fromEntries(Object.entries(data).map(([key, value]) => [`data.${key}`, value])),
});

const outcome = ({ summary, broken, crash }: ReportedExperiment): Fields => ({ summary, broken: broken.join(' '), crash });

type Fields = Readonly<Record<string, string | number | boolean | null>>;

function differences(place: string, before: Fields, now: Fields): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => `${place} ${name}: ${shown(before[name])} -> ${shown(now[name])}`);
}

const shown = (value: Fields[string] | undefined): string => (value === undefined ? '(none)' : JSON.stringify(value));
