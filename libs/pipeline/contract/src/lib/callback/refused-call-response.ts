import type { Timestamp } from '../instance/timestamp';

/** The calls of a project that a receiver refused for one reason in one minute, or in one day once that is over. */
export interface RefusedCallResponse {
  /** Where they came in: `pipeline_callback`, `receiver:` and its number, or `receiver` where there is none of this number. */
  readonly receiver: string;
  /** The code of the error that answered them, as in the header `X-Error-Code`. */
  readonly reason: string;
  readonly minute: Timestamp;
  /** True where the calls of the whole day (UTC) are counted that begins with the minute. */
  readonly whole_day: boolean;
  readonly calls: number;
  /** One of them, names only, no values; null where another of the same hour has it. */
  readonly sample: {
    readonly remote_address: string;
    readonly headers: readonly string[];
    readonly body_bytes: number | null;
    readonly body_keys: readonly string[];
  } | null;
}
