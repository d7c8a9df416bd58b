import { CONFIG_LIMITS } from '../config-limits';
import { NO_TREE_FACTS, type TreeFacts, type TreeQuestions } from './tree-facts';

/** No ref holds a control character or half of a surrogate pair, which a database would not take either. */
const CAN_BE_REF = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** The same of a path, which Linux keeps within 4,096 bytes. */
const CAN_BE_PATH = /^[^\0\p{Cs}]{1,4096}$/u;

/**
 * Looks up what a configuration asks of the repository, and keeps what is not known yet as a question: planning does no I/O, so
 * whoever does answers the questions and plans again. Until then every answer is a guess.
 */
export class TreeLookup {
  private asksPaths = false;
  private readonly asksRefs = new Set<string>();
  private readonly asksFiles = new Set<string>();
  private readonly refs: Set<string>;
  private readonly known: ReadonlySet<string>;
  private readonly ofRoot: readonly string[];

  constructor(private readonly facts: TreeFacts = NO_TREE_FACTS) {
    this.refs = new Set(facts.changedSince.keys());
    this.known = new Set(facts.paths);
    this.ofRoot = (facts.paths ?? []).filter((path) => !path.includes('/'));
  }

  /** Null when nothing is left to ask. Files come last: whether they are wanted may hang on the other answers. */
  get questions(): TreeQuestions | null {
    const others = { paths: this.asksPaths, changedSince: [...this.asksRefs], files: [], fileChars: 0 };
    if (this.asksPaths || this.asksRefs.size > 0) return others;
    return this.asksFiles.size === 0 ? null : { ...others, files: [...this.asksFiles], fileChars: CONFIG_LIMITS.textBytes };
  }

  /** True when rules compare with more refs than anybody should look up. */
  get isExhausted(): boolean {
    return this.refs.size > CONFIG_LIMITS.comparedRefs;
  }

  /** The paths of the commit; none until they are known. */
  paths(): readonly string[] {
    this.asksPaths ||= this.facts.paths === null;
    return this.facts.paths ?? [];
  }

  /** Those of its root directory. */
  rootPaths(): readonly string[] {
    this.paths();
    return this.ofRoot;
  }

  /** Whether the commit has a file at exactly this path. */
  has(path: string): boolean {
    this.paths();
    return this.known.has(path);
  }

  /** The text of a file; null for one that is not there, undefined until it is known. */
  file(path: string): string | null | undefined {
    const known = this.facts.files.get(path);
    if (known !== undefined || !CAN_BE_PATH.test(path)) return known ?? null;
    if (this.facts.paths !== null && !this.known.has(path)) return null;
    this.asksFiles.add(path);
    return undefined;
  }

  /** The paths that have changed since a ref; null for a ref that is not there, none until it is known. */
  changedSince(ref: string): readonly string[] | null {
    if (!CAN_BE_REF.test(ref)) return null;
    const known = this.facts.changedSince.get(ref);
    if (known !== undefined) return known;
    this.refs.add(ref);
    this.asksRefs.add(ref);
    return [];
  }
}
