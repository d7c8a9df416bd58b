import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { fitFindings } from './fit/fit-findings';
import { fitOf, type Fit } from './fit/fit-of';
import { NOT_MEASURED } from './not-measured';
import { STORAGE_SCENARIOS } from './scenario/storage-scenario';
import { STORAGE_VARIANTS } from './storage-variant';

const KEPT = 'In a table of their own, external jobs live through every scenario as the pure core says, and nothing of them is lost.';
const OUT_OF_REACH = 'In a table of their own, external jobs are out of reach of what is done to builds.';

/** How well a table of their own, the table of builds and that of commit statuses fit external jobs. */
export const storageFit: Experiment = {
  id: 'storage-fit',
  family: 'storage',
  title: 'Where external jobs are stored',
  risk: 'A table made for other jobs cannot hold what an external job is, or lets things be done to it that must not be.',
  source: 'The spike: of the 134 public methods of a build about 113 cannot apply to an external job.',
  varied: 'The table of external jobs: their own, that of builds with a type, that of generic commit statuses.',
  invariants: [KEPT, OUT_OF_REACH],
  run: (context) => (context.databaseUrl === null ? Promise.resolve(NOT_MEASURED) : compare(context, context.databaseUrl)),
};

async function compare({ signal, progress }: ExperimentContext, url: string): Promise<ExperimentResult> {
  await migrateDatabase(url);
  const total = STORAGE_VARIANTS.length * STORAGE_SCENARIOS.length;
  let done = 0;
  const fits: Fit[] = [];
  for (const variant of STORAGE_VARIANTS) fits.push(await fitOf(url, variant, signal, () => progress((done += 1), total)));
  return {
    summary: fits.map(inWords).join(' '),
    broken: fits.filter(({ variant }) => variant === 'own_table').flatMap(brokenIn),
    findings: fits.flatMap(fitFindings),
    measurements: fits.map(({ variant, callback }) => ({
      id: `${variant}.callback`,
      title: `${variant}: one callback, the median`,
      value: callback.tookMs,
      unit: 'ms',
    })),
  };
}

const wrongCourses = ({ courses }: Fit): number => courses.filter(({ difference }) => difference.symptom !== 'nothing').length;
const reachable = ({ operations }: Fit): number => operations.filter(({ forgotten }) => forgotten === 'nothing').length;

function inWords(fit: Fit): string {
  const { variant, courses, operations, columns } = fit;
  return `${variant}: ${wrongCourses(fit)} of ${courses.length} scenarios go wrong, ${reachable(fit)} of ${operations.length} operations on builds reach an external job once a type check is forgotten, ${columns.empty.length} of ${columns.columns} columns are always null.`;
}

const brokenIn = (fit: Fit): readonly string[] => [
  ...(wrongCourses(fit) > 0 ? [KEPT] : []),
  ...(reachable(fit) + fit.runnerQueue.foundWithoutType > 0 ? [OUT_OF_REACH] : []),
];
