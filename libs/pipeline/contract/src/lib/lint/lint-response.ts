/** What is wrong with a configuration, and where. */
export interface LintProblemResponse {
  readonly message: string;
  /** Keys from the root to what is wrong, joined by `:`; empty for the text as a whole. */
  readonly path: string;
  /** The included file that it is in; null for the configuration itself. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** A job that the configuration would make. */
export interface LintJobResponse {
  readonly name: string;
  readonly stage: string;
  readonly kind: 'build' | 'bridge' | 'external' | 'generic';
  readonly when: string;
  readonly allow_failure: boolean;
  readonly needs: readonly { readonly name: string; readonly optional: boolean }[] | null;
  readonly script: readonly string[];
}

/** The judgement on a configuration. */
export interface LintResponse {
  readonly valid: boolean;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** The configuration as it was read; absent when it could not be read. */
  readonly merged_yaml?: string;
  /** Present after a dry run of a valid configuration. */
  readonly jobs?: readonly LintJobResponse[];
  /** The errors once more, with the places they are about. */
  readonly problems: readonly LintProblemResponse[];
}
