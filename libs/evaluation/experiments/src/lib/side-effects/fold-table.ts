import { severityOf, type Experiment, type ExperimentContext, type ExperimentResult, type Finding } from '@holdpoint/evaluation-experiment';
import { oracleFold, type OracleFoldMode } from '@holdpoint/evaluation-oracle';
import {
  compositeStatus,
  HOLDPOINT_CI_MODEL,
  STATUSES,
  type CompositeStatus,
  type FoldedJob,
  type FoldReader,
  type StatusModel,
} from '@holdpoint/pipeline-domain';

const AGREES = 'A fold of jobs of which one is running_externally is what the oracle says.';

const READERS: readonly (readonly [FoldReader, OracleFoldMode])[] = [
  ['fold.stage', 'stage'],
  ['fold.pipeline', 'stage'],
  ['fold.prior_stages', 'stage'],
  ['fold.needs', 'needs'],
];

const KINDS = STATUSES.flatMap(lenientAndStrict);

/** Every fold of an external job that waits with up to two other jobs, against the oracle. */
export const foldTable: Experiment = {
  id: 'fold-table',
  family: 'side_effects',
  title: 'The fold table against the oracle',
  risk: 'A row of the table that folds statuses into one takes an external job that waits for something else than work.',
  source: 'Integration points: the composite status of stages, pipelines, needs and prior stages.',
  varied: 'Who folds, and the status and allow_failure of up to two jobs beside the one that waits.',
  invariants: [AGREES],
  run: (context) => Promise.resolve(foldAll(HOLDPOINT_CI_MODEL.statuses, context)),
};

/** Runs the experiment on any status model. */
export function foldAll(model: StatusModel, { progress }: Pick<ExperimentContext, 'progress'>): ExperimentResult {
  const findings = READERS.map(([reader, mode], index) => {
    progress(index, READERS.length);
    return foldsOf(model, reader, mode);
  });
  progress(READERS.length, READERS.length);
  const [cases, differing] = [sum(findings, 'cases'), sum(findings, 'differing')];
  return {
    summary: `${cases} folds with a job that waits were compared; ${differing} differ from the oracle.`,
    broken: differing === 0 ? [] : [AGREES],
    findings,
    measurements: [],
  };
}

function foldsOf(model: StatusModel, reader: FoldReader, mode: OracleFoldMode): Finding {
  const groups = [...groupsWithWait()];
  const differences = groups.flatMap((jobs) => difference(compositeStatus(model, reader, jobs), oracleFold(jobs, mode), jobs));
  const [first] = differences;
  return {
    id: reader,
    title: `${reader} with a job that waits`,
    severity: severityOf(first === undefined ? 'nothing' : 'wrong_status'),
    observation: first ?? 'Every fold is what the oracle says.',
    data: { cases: groups.length, differing: differences.length },
    reproduction: null,
  };
}

/** The smallest groups come first, so that the first difference has the smallest example. */
function* groupsWithWait(): Generator<readonly FoldedJob[]> {
  const waits = lenientAndStrict('running_externally');
  for (const wait of waits) yield [wait];
  for (const wait of waits) for (const one of KINDS) yield [wait, one];
  for (const wait of waits)
    for (const [index, one] of KINDS.entries()) for (const other of KINDS.slice(index)) yield [wait, one, other];
}

function lenientAndStrict(status: FoldedJob['status']): readonly FoldedJob[] {
  return [false, true].map((allowFailure) => ({ status, allowFailure }));
}

function difference(actual: CompositeStatus, expected: ReturnType<typeof oracleFold>, jobs: readonly FoldedJob[]): readonly string[] {
  if (actual.status === expected.status && actual.warnings === expected.warnings) return [];
  const group = jobs.map(({ status, allowFailure }) => `${status}${allowFailure ? '*' : ''}`).join(', ');
  return [`${group} fold to ${written(actual)} instead of ${written(expected)}.`];
}

const written = ({ status, warnings }: { status: string | null; warnings: boolean }): string =>
  `${String(status)}${warnings ? ' with warnings' : ''}`;

const sum = (findings: readonly Finding[], key: string): number =>
  findings.reduce((total, { data }) => total + Number(data[key]), 0);
