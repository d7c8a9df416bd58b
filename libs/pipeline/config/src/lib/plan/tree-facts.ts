/** What a configuration has asked of the repository so far, with the answers. */
export interface TreeFacts {
  /** The paths of all files of the commit; null while nobody has asked for them. */
  readonly paths: readonly string[] | null;
  /**
   * By ref, the paths that differ between the commit and the last one that it has in common with the ref; null for a ref
   * that is not there.
   */
  readonly changedSince: ReadonlyMap<string, readonly string[] | null>;
  /** By path, the texts of files of the commit; null for a file that is not there. */
  readonly files: ReadonlyMap<string, string | null>;
}

/** What a configuration asks of the repository and is not known yet. */
export interface TreeQuestions {
  readonly paths: boolean;
  readonly changedSince: readonly string[];
  /** Paths of the files whose texts are asked for. */
  readonly files: readonly string[];
  /**
   * How many characters of them are worth reading, all together: where there are more, the first file that goes beyond may
   * be cut off anywhere behind that, and those after it may be left out.
   */
  readonly fileChars: number;
}

/** What is known before anything was asked. */
export const NO_TREE_FACTS: TreeFacts = { paths: null, changedSince: new Map(), files: new Map() };
