/** Asks the database whether it answers and takes writes; rejects when it does not. */
export abstract class DatabasePing {
  abstract ping(): Promise<void>;
}
