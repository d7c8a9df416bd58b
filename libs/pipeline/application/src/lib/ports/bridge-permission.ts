/** Says what a user may do to pipelines across a bridge. */
export abstract class BridgePermission {
  /** Whether a user may see a project at all: one that may not is told that there is none. */
  abstract mayRead(username: string, projectId: number): Promise<boolean>;

  /** Whether a user may run pipelines of a project. */
  abstract mayRun(username: string, projectId: number): Promise<boolean>;
}
