/** What rules have asked of the repository so far, with the answers. */
export interface TreeFacts {
  /** The paths of all files of the commit; null while nobody has asked for them. */
  readonly paths: readonly string[] | null;
  /**
   * By ref, the paths that differ between the commit and the last one that it has in common with the ref; null for a ref
   * that is not there.
   */
  readonly changedSince: ReadonlyMap<string, readonly string[] | null>;
}

/** What rules ask of the repository and is not known yet. */
export interface TreeQuestions {
  readonly paths: boolean;
  readonly changedSince: readonly string[];
}

/** What is known before anything was asked. */
export const NO_TREE_FACTS: TreeFacts = { paths: null, changedSince: new Map() };
