import type { ExperimentResult } from '@holdpoint/evaluation-experiment';
import { STORAGE_VARIANTS } from './storage-variant';

/** The result where no database is to be had: nothing was tried, and nothing is concluded. */
export const NOT_MEASURED: ExperimentResult = {
  leftOut: true,
  summary: 'Not measured: it takes a PostgreSQL database.',
  broken: [],
  findings: STORAGE_VARIANTS.map((variant) => ({
    id: variant,
    title: variant,
    severity: 'none',
    observation: 'Not measured: it takes a PostgreSQL database.',
    data: { variant, measured: false },
    reproduction: null,
  })),
  measurements: [],
};
