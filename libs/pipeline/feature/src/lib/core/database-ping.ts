/** Asks the database whether it answers, takes writes and has a schema that is known here; rejects when it does not. */
export abstract class DatabasePing {
  abstract ping(): Promise<void>;
}
