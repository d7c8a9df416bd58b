import { CONFIG_LIMITS } from '../config-limits';
import type { ConfigProblem } from './config-problem';
import { LineIndex } from './line-index';

/** Collects what is wrong with one text, in the order found. */
export class ProblemLog {
  private readonly found: ConfigProblem[] = [];
  private dropped = 0;
  private readonly lines: LineIndex;

  constructor(text: string) {
    this.lines = new LineIndex(text);
  }

  /** True when nothing was reported. */
  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** Adds a whole line as it is, case kept; `offset` is where in the text the reader should look. */
  add(message: string, path: string, offset: number): void {
    if (this.found.length >= CONFIG_LIMITS.problems) this.dropped += 1;
    else this.found.push({ message: shorten(message), path: shorten(path), ...this.lines.position(offset) });
  }

  /** Line and column, both from 1, of an offset into the text. */
  position(offset: number): { readonly line: number; readonly column: number } {
    return this.lines.position(offset);
  }

  /** Everything reported; when too much was, a last line says how much is left out. */
  list(): readonly ConfigProblem[] {
    if (this.dropped === 0) return this.found;
    return [...this.found, { message: `${this.dropped} further problems are not listed`, path: '', line: 1, column: 1 }];
  }
}

/** Names come from the text and can be as long as it is. */
function shorten(text: string): string {
  const limit = CONFIG_LIMITS.problemChars;
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}
