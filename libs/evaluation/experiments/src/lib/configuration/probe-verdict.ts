import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { EntryDesign } from './entry-design';
import type { KeywordEffect } from './keyword-effect';
import type { KeywordProbe } from './keyword-probe';

/** What one design says to one keyword, and what the keyword does or would have done. */
export interface ProbeVerdict {
  readonly design: EntryDesign;
  readonly probe: KeywordProbe;
  readonly answer: 'accepted' | 'refused' | 'refused_helpfully';
  /** Of a refused keyword: what it would do if it were accepted. */
  readonly effect: KeywordEffect;
  /** Why it is refused; null when it is not. */
  readonly message: string | null;
}

/** An instruction: what may be written instead, or where. */
const INSTRUCTION = /\b(use|put|instead|can stand)\b/;

/** A refusal helps when it names the keyword and goes on to say what to do; GitLab's `contains unknown keys` only names it. */
export function answerOf({ keyword }: KeywordProbe, refusal: readonly string[]): ProbeVerdict['answer'] {
  if (refusal.length === 0) return 'accepted';
  const helps = refusal.some((line) => line.includes(keyword) && INSTRUCTION.test(line));
  return helps ? 'refused_helpfully' : 'refused';
}

/**
 * What a user sees. An accepted keyword without effect is the worst that can be hidden; a refusal is none of the user's
 * trouble when it says what to do and nothing is lost by it.
 */
export function symptomOf({ answer, effect }: Pick<ProbeVerdict, 'answer' | 'effect'>): Symptom {
  if (answer === 'accepted') return ACCEPTED[effect];
  return answer === 'refused_helpfully' && effect !== 'works' ? 'nothing' : 'refused';
}

const ACCEPTED: Readonly<Record<KeywordEffect, Symptom>> = {
  stuck: 'stuck',
  nothing: 'not_shown',
  works: 'nothing',
  not_measured: 'nothing',
};

/** Whether a design takes a keyword and then leaves its user alone with it. */
export const isTrap = ({ answer, effect }: Pick<ProbeVerdict, 'answer' | 'effect'>): boolean =>
  answer === 'accepted' && (effect === 'stuck' || effect === 'nothing');
