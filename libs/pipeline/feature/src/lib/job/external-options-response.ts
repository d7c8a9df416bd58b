import { SECOND_MS } from '@holdpoint/kernel';
import type { ExternalOptionsResponse } from '@holdpoint/pipeline-contract';
import type { ExternalOptions } from '@holdpoint/pipeline-domain';

/** Shows what the configuration says of a wait, with what holds where it says nothing. */
export const toExternalOptions = (external: ExternalOptions): ExternalOptionsResponse => ({
  match_key: external.matchKey ?? null,
  object: external.object ?? null,
  receiver: external.receiver ?? null,
  commit_status: external.commitStatus ?? null,
  fail_on: external.failOn === undefined ? 1 : external.failOn,
  on_superseded: external.object === undefined ? null : (external.onSuperseded ?? 'wait'),
  heartbeat_s: seconds(external.heartbeatMs),
  cancel_grace_s: seconds(external.cancelGraceMs),
});

const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : ms / SECOND_MS);
