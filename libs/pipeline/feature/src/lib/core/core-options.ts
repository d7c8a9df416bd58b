import type { ArtifactRegistry, ConfigReader } from '@holdpoint/pipeline-application';
import type { CiModel } from '@holdpoint/pipeline-domain';
import type { HookTargets } from '@holdpoint/pipeline-hooks';
import type { EventStreamOptions } from '../events/event-stream-options';
import type { createDataSource, createStorePool } from '@holdpoint/pipeline-persistence';
import type { Secrets } from '@holdpoint/secrets';

/** What the core is built on; whoever opens the connections closes them after the application. */
export interface CoreOptions {
  /** The database, for those who listen to it on connections of their own. */
  readonly databaseUrl: string;
  /** For the corridor and lookups. */
  readonly pool: ReturnType<typeof createStorePool>;
  /** For ordinary reads; connected. */
  readonly dataSource: ReturnType<typeof createDataSource>;
  /** Whether each pipeline has a scheduled task at its wake-up. */
  readonly deadlineTasks: boolean;
  /** The keys of the server. */
  readonly secrets: Secrets;
  /** Where hooks may go. */
  readonly hookTargets: HookTargets;
  /** Who is asked what artifacts were made of. */
  readonly artifactRegistry: ArtifactRegistry;
  /** Who reads configurations. */
  readonly configReader: ConfigReader;
  /** Where others reach the API, if that was set: addresses that they are given to call start with it. */
  readonly externalUrl?: string | undefined;
  /** How streams of events are served, where it differs from the usual. */
  readonly eventStreams?: Partial<EventStreamOptions>;
  /** The product's model if not given. */
  readonly model?: CiModel;
}
