import type { Journal } from '../callers/journal';
import { checkAnswers } from './check-answers';
import { checkEndings } from './check-endings';
import { checkHistory } from './check-history';
import { checkOrder } from './check-order';
import { checkRest } from './check-rest';
import type { Ledger } from './ledger';
import type { Violation } from './violation';

/** Reports every promise that what callers were answered and what is stored break; empty when all is well. */
export function check(journal: Journal, ledger: Ledger): readonly Violation[] {
  return [
    ...checkAnswers(journal, ledger),
    ...checkEndings(ledger),
    ...checkHistory(ledger),
    ...checkOrder(ledger),
    ...checkRest(ledger),
  ];
}
