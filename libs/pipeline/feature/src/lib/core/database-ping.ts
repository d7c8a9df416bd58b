/** Asks the database for a sign of life; rejects when there is none. */
export abstract class DatabasePing {
  abstract ping(): Promise<void>;
}
