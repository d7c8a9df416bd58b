import type { Scenario } from '../scenario';
import { CANCEL_SCENARIOS } from './cancel-scenarios';
import { ENVIRONMENT_SCENARIOS } from './environment-scenarios';
import { GRAPH_SCENARIOS } from './graph-scenarios';
import { HOOK_SCENARIOS } from './hook-scenarios';
import { RESOURCE_SCENARIOS } from './resource-scenarios';
import { RETRY_SCENARIOS } from './retry-scenarios';
import { WAITING_SCENARIOS } from './waiting-scenarios';

/** All that ablated models are tried on. */
export const SCENARIOS: readonly Scenario[] = [
  ...WAITING_SCENARIOS,
  ...GRAPH_SCENARIOS,
  ...CANCEL_SCENARIOS,
  ...RETRY_SCENARIOS,
  ...HOOK_SCENARIOS,
  ...RESOURCE_SCENARIOS,
  ...ENVIRONMENT_SCENARIOS,
];
