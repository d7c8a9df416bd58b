import type { ApiClient } from './api-client';
import type { DemoRegistry } from './flux/flux-stage';

/** One story of the demo. */
export interface Act {
  /** Printed behind its number. */
  readonly title: string;
  /** Throws when it does not end as it should. `run` makes the names of its projects unique. */
  readonly play: (api: ApiClient, run: string, print: (line: string) => void, registry: DemoRegistry) => Promise<void>;
}
