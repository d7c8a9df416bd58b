import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { Sighting, StepPair } from './sighting';
import { isCancel, isRetry } from './step-words';

/** What is wrong with the answer to whoever asked for a step. */
export function answerSightings({ step, product, changed }: StepPair): readonly Sighting[] {
  const [expected, actual] = [product.after.answer, changed.after.answer];
  if (actual.type === 'crashed') return [{ symptom: 'server_error', text: `the request fails with "${actual.text}"` }];
  if (actual.text === expected.text || actual.type === 'not_sent') return [];
  return [{ symptom: symptomOf(step, expected.text, actual.text, actual.type), text: `the answer is "${actual.text}" instead of "${expected.text}"` }];
}

function symptomOf(step: StepPair['step'], expected: string, actual: string, type: string): Symptom {
  if (expected.startsWith('duplicate') && actual.startsWith('accepted')) return 'duplicate';
  if (type === 'done' && !(isTaken(expected) && !isTaken(actual))) return 'not_shown';
  if (isCancel(step)) return 'cancel_without_effect';
  return isRetry(step) ? 'retry_lost' : 'refused';
}

/** Verdicts on which the sender need not act; all others tell it that its report was of no use. */
const TAKEN = ['done', 'accepted', 'progress', 'parked', 'duplicate', 'ignored'];

const isTaken = (answer: string): boolean => TAKEN.includes(answer.split(':')[0] ?? '');
