import { SYMPTOMS, type Symptom } from '@holdpoint/evaluation-experiment';
import type { CaseFailure } from '@holdpoint/evaluation-scenario';

const AT_WORK = ['pending', 'running', 'running_externally'];
const NOT_STARTED = ['created', 'skipped', 'manual', 'scheduled'];
const STATUS_LINE = /^(?:pipeline|stage|job).*: expected (\S+), got (\S+)$/;

/** The worst of what a user would see where an engine differs from the oracle. */
export function failureSymptom({ step, lines }: CaseFailure): Symptom {
  if (step === 'broken') return 'server_error';
  const symptoms = lines.map((line) => lineSymptom(line, step));
  return SYMPTOMS.find((symptom) => symptoms.includes(symptom)) ?? 'nothing';
}

function lineSymptom(line: string, step: string): Symptom {
  const [, expected, got] = STATUS_LINE.exec(line) ?? [];
  if (expected !== undefined && got !== undefined) return statusSymptom(expected, got, step);
  if (line.startsWith('details of')) return line.includes(': failure_reason: ') ? 'not_shown' : 'wrong_time';
  if (line.startsWith('verdict')) return 'duplicate';
  if (!line.includes('was refused:')) return 'wrong_status';
  return step.includes('(retry') ? 'retry_lost' : 'refused';
}

function statusSymptom(expected: string, got: string, step: string): Symptom {
  if (got === 'success') return 'wrong_success';
  if (AT_WORK.includes(got) && NOT_STARTED.includes(expected)) return 'started_early';
  if (AT_WORK.includes(got) && step.includes('(advance')) return 'no_timeout';
  if (AT_WORK.includes(got) && step.includes('(cancel')) return 'cancel_without_effect';
  if (got === 'created' || (AT_WORK.includes(got) && !AT_WORK.includes(expected))) return 'stuck';
  return got === 'skipped' ? 'skipped' : 'wrong_status';
}
