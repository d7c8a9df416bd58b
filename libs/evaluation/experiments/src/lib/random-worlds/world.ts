import type { OracleDefinition, OracleEvent } from '@holdpoint/evaluation-oracle';

/** A pipeline and all that happens to it, as the oracle understands it. */
export interface World {
  readonly definition: OracleDefinition;
  readonly steps: readonly WorldStep[];
}

/** One thing that happens. */
export interface WorldStep {
  readonly event: OracleEvent;
  /** How often a callback arrives: 0 is lost, 2 is doubled; 1 for everything else. */
  readonly deliveries: 0 | 1 | 2;
}
