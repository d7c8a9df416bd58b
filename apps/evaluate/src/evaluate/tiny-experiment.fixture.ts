import type { Experiment, ExperimentResult, Finding } from '@holdpoint/evaluation-experiment';

/** A finding of which a user would see something. */
export const FINDING: Finding = {
  id: 'stuck',
  title: 'A job is stuck',
  severity: 'high',
  observation: 'It waits for ever.',
  data: { cases: 1 },
  reproduction: null,
};

/** What a tiny experiment finds, but for what is said. */
export const tinyResult = (fields: Partial<ExperimentResult> = {}): ExperimentResult => ({
  summary: 'One case was tried.',
  broken: [],
  findings: [FINDING],
  measurements: [],
  ...fields,
});

/** An experiment that holds at once, but for what is said. */
export const tinyExperiment = (fields: Partial<Experiment> = {}): Experiment => ({
  id: 'tiny',
  family: 'side_effects',
  title: 'A tiny experiment',
  risk: 'Something goes wrong.',
  source: 'A guess.',
  varied: 'Nothing.',
  invariants: ['It holds.'],
  run: () => Promise.resolve(tinyResult()),
  ...fields,
});
