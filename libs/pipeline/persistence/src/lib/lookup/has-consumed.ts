/** Whether a `match` says that an attempt has used up an event, by the parameters that say which matches do. */
export const hasConsumed = (verdicts: string, reasons: string): string =>
  `(match.verdict = ANY(${verdicts}::text[]) OR match.reason = ANY(${reasons}::text[]))`;
