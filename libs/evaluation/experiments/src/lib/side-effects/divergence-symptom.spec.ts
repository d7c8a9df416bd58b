/** The rules by which a divergence is told as what a user sees. */
import type { JobWhen, Status } from '@holdpoint/pipeline-domain';
import { shownSymptom, turnAfter, turnSymptom, type DecidingFold, type Turn } from './divergence-symptom';
import { traceOfBuild } from './twin-trace';
import { PRODUCT_DESIGN, WAITING_DESIGNS } from './waiting-design';

it.each([
  ['waits', 'starts', 'started_early'],
  ['is skipped', 'starts', 'started_early'],
  ['waits', 'is skipped', 'skipped'],
  ['starts', 'is skipped', 'skipped'],
  ['starts', 'waits', 'stuck'],
  ['is skipped', 'waits', 'stuck'],
  ['waits', 'waits', 'nothing'],
] as const)('a job that %s in the reference and %s here: %s', (expected: Turn, actual: Turn, symptom) => {
  expect(turnSymptom(expected, actual)).toBe(symptom);
});

const ownStatus = WAITING_DESIGNS.find(({ id }) => id === 'own_status') ?? PRODUCT_DESIGN;

it.each([
  ['pipeline', true, 'running', 'not_shown'],
  ['stage', true, 'running', 'nothing'],
  ['pipeline', false, 'running', 'wrong_status'],
] as const)('a %s in the status of a job that waits (%s) instead of %s: %s', (of, waits, expected, symptom) => {
  expect(shownSymptom(ownStatus, { of, waits }, expected, 'running_externally')).toBe(symptom);
});

it.each([
  ['failed', 'success', 'wrong_success'],
  ['running', 'failed', 'wrong_status'],
  ['running', 'running', 'nothing'],
] as const)('a pipeline that should be %s and is %s: %s', (expected, actual, symptom) => {
  expect(shownSymptom(PRODUCT_DESIGN, { of: 'pipeline', waits: true }, expected, actual)).toBe(symptom);
});

const WHENS: readonly JobWhen[] = ['on_success', 'on_failure', 'always', 'manual', 'delayed'];

it.each<[Status, 'success' | 'drop' | 'cancel']>([
  ['success', 'success'],
  ['failed', 'drop'],
  ['canceled', 'cancel'],
])('tells the turn after %s as processing takes it', (previous, ending) => {
  const folds: readonly DecidingFold[] = ['fold.needs', 'fold.prior_stages'];
  for (const fold of folds) {
    for (const when of WHENS) {
      const dependent = { when, allowFailure: false, needs: fold === 'fold.needs' ? ['wait'] : null };
      const trace = traceOfBuild(PRODUCT_DESIGN, { waitMayFail: false, others: [], dependents: [dependent] });
      const skipped = trace[ending].dependents[0] === 'skipped';
      expect(turnAfter(PRODUCT_DESIGN.model.statuses, fold, when, previous)).toBe(skipped ? 'is skipped' : 'starts');
    }
  }
});
