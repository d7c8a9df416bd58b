import { CONFIG_LIMITS } from '../config-limits';
import { cutText } from '../value/cut-text';
import type { ConfigProblem } from './config-problem';
import type { SourcePosition, SourceText } from './source-text';

/** Collects what is wrong with one text, in the order found. */
export class ProblemLog {
  private readonly found: ConfigProblem[] = [];
  private dropped = 0;

  constructor(private readonly source: SourceText) {}

  /** How much was reported. */
  get count(): number {
    return this.found.length + this.dropped;
  }

  /** True when nothing was reported. */
  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** Adds a whole line as it is, case kept; `offset` is where in the text the reader should look. */
  add(message: string, path: string, offset: number): void {
    if (this.found.length >= CONFIG_LIMITS.problems) this.dropped += 1;
    else this.found.push({ message: shorten(message), path: shorten(path), ...this.source.position(offset) });
  }

  /** Where an offset into the text is. */
  position(offset: number): SourcePosition {
    return this.source.position(offset);
  }

  /** Everything reported; when too much was, a last line says how much is left out. */
  list(): readonly ConfigProblem[] {
    if (this.dropped === 0) return this.found;
    return [...this.found, { message: `${this.dropped} further problems are not listed`, path: '', file: null, line: 1, column: 1 }];
  }
}

/** Names come from the text and can be as long as it is. */
function shorten(text: string): string {
  const limit = CONFIG_LIMITS.problemChars;
  return text.length <= limit ? text : `${cutText(text, limit)}…`;
}
