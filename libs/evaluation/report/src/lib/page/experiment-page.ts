import type { Finding } from '@holdpoint/evaluation-experiment';
import { isMeasured, outcomeOf, type Measured, type ReportedExperiment } from '../report';
import { fileCell, type Table } from './page';

/** What an experiment is, by name, in the order in which it is read. */
export const descriptionOf = (experiment: ReportedExperiment): readonly (readonly [name: string, text: string])[] => [
  ['Risk', experiment.risk],
  ['Source', experiment.source],
  ['Varied', experiment.varied],
  ...experiment.invariants.map((text) => ['Must hold', text] as const),
  ['Outcome', outcomeOf(experiment)],
  ['Summary', experiment.summary],
  ...experiment.broken.map((text) => ['Broken', text] as const),
  ...(experiment.crash === null ? [] : [['Crashed', experiment.crash] as const]),
];

/** The findings of an experiment with the data behind them. */
export const findingTable = ({ findings }: ReportedExperiment, files: ReadonlyMap<Finding, string>): Table => ({
  head: ['severity', 'what', 'a user would see', 'data', 'reproduction'],
  rows: findings.map((finding) => ({
    severity: finding.severity,
    cells: [isMeasured(finding) ? finding.severity : 'not measured', finding.title, finding.observation, dataText(finding.data), fileCell(files.get(finding))],
  })),
});

const dataText = (data: Finding['data']): string =>
  Object.entries(data).map(([key, value]) => `${key}: ${String(value)}`).join(', ');

/** The figures of this machine. */
export const figureTable = ({ figures }: Measured): Table => ({
  head: ['experiment', 'what', 'measured'],
  rows: figures.map(({ experiment, title, value, unit }) => ({ severity: null, cells: [experiment, title, `${digits(value)} ${unit}`] })),
});

/** No more digits than one can believe. */
const digits = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
