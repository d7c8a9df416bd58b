import type { Instant } from '@holdpoint/kernel';
import type { HookEvent } from '@holdpoint/pipeline-domain';

/** A hook without its secrets; instants in epoch milliseconds. */
export interface ExternalHookRow {
  readonly id: number;
  readonly projectId: number;
  readonly url: string;
  readonly events: readonly HookEvent[];
  readonly enabled: boolean;
  /** Why the service has disabled it; null while it is enabled, and when a person did. */
  readonly disabledReason: string | null;
  /** Until when the secret before the last rotation signs too. */
  readonly previousSecretExpiresAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What a person may change of a hook; what is left out stays. */
export interface ExternalHookChanges {
  readonly url?: string | undefined;
  readonly events?: readonly HookEvent[] | undefined;
  readonly enabled?: boolean | undefined;
}

/** A hook to be made. */
export interface NewExternalHook {
  readonly projectId: number;
  readonly url: string;
  readonly events: readonly HookEvent[];
  readonly enabled: boolean;
  /** In clear; it is encrypted before it is stored. */
  readonly secret: string;
}

/** What a hook's secrets are encrypted for: they are of no use in another row. */
export const hookSecretPurpose = (hookId: number): string => `external_hooks.secret:${hookId}`;
