import type { JobId } from '@holdpoint/pipeline-domain';

/** Keeps why bridges could not make their pipelines, for people. */
export abstract class BridgeErrors {
  /** Keeps the messages for an attempt of a bridge, in place of any before; failures are thrown as `StoreError`. */
  abstract keep(jobId: JobId, messages: readonly string[]): Promise<void>;
}
