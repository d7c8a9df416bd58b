import type { CaseJobDetails, CaseView } from './conformance-case';

/** Lists every difference between two views, a line each; equal views give none. */
export function compareViews(expected: CaseView, actual: CaseView): readonly string[] {
  return [
    ...difference('pipeline', expected.pipeline, actual.pipeline),
    ...differences('stage', expected.stages, actual.stages),
    ...differences('job', expected.jobs, actual.jobs),
    ...(actual.details ? detailDifferences(expected.details ?? {}, actual.details) : []),
  ];
}

/** Only what the case says: a job that is not there is told of by its status. */
function detailDifferences(expected: NonNullable<CaseView['details']>, actual: NonNullable<CaseView['details']>): readonly string[] {
  return Object.entries(expected).flatMap(([name, details]) =>
    DETAILS.flatMap((detail) => difference(`details of ${name}: ${detail}`, String(details[detail]), String(actual[name]?.[detail]))),
  );
}

const DETAILS = ['failure_reason', 'started_at', 'finished_at', 'deadline_at'] as const satisfies readonly (keyof CaseJobDetails)[];

type Statuses = Readonly<Record<string, string>>;

function differences(kind: string, expected: Statuses, actual: Statuses): readonly string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) => difference(`${kind} ${name}`, own(expected, name), own(actual, name)));
}

/** A job may be called `constructor`: only what the view itself says counts. */
const own = (statuses: Statuses, name: string): string =>
  Object.hasOwn(statuses, name) ? (statuses[name] ?? '(none)') : '(none)';

const difference = (what: string, expected: string, actual: string): readonly string[] =>
  expected === actual ? [] : [`${what}: expected ${expected}, got ${actual}`];
