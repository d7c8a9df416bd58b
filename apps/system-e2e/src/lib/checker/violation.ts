/** What the checker holds the system to. */
export type Promised =
  | 'an answer is in the ledger'
  | 'a row of the ledger was sent'
  | 'a job ends once'
  | 'a job is accepted once'
  | 'an ending agrees with its callback'
  | 'history has no gaps'
  | 'history leads to the status'
  | 'a job starts after what it waits for'
  | 'nothing runs when all jobs are done';

/** A promise that was broken, and where. */
export interface Violation {
  readonly promised: Promised;
  /** What it concerns and what was found. */
  readonly found: string;
}
