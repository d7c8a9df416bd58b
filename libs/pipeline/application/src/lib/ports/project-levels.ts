import type { AccessLevel } from '@holdpoint/pipeline-domain';

/** Says what users are to projects. */
export abstract class ProjectLevels {
  /** The level at which a user acts in a project; null for a stranger, and for a user who is blocked or not there. */
  abstract find(username: string, projectId: number): Promise<AccessLevel | null>;
}
