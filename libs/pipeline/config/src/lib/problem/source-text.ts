import { LineIndex } from './line-index';

/** One file of a configuration. */
export interface ConfigFile {
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
}

/** Where something is written. */
export interface SourcePosition {
  readonly file: string | null;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/**
 * One or several texts under one count of offsets: each file begins where the one before it has ended, so that a value
 * knows where it was written even after files were merged.
 */
export class SourceText {
  private constructor(private readonly parts: readonly { readonly path: string | null; readonly start: number; readonly text: string; readonly lines: LineIndex }[]) {}

  /** A text by itself. */
  static of(text: string): SourceText {
    return new SourceText([{ path: null, start: 0, text, lines: new LineIndex(text) }]);
  }

  /** Several files, in order. */
  static ofFiles(files: readonly ConfigFile[]): SourceText {
    let start = 0;
    const parts = files.map(({ path, text }) => {
      const part = { path, start, text, lines: new LineIndex(text) };
      start += text.length + 1;
      return part;
    });
    return new SourceText(parts);
  }

  /**
   * Every text as the YAML parser is to see it: after blanks in place of those before it, which gives its values their
   * offsets, and makes every limit on a text hold for all of them together.
   */
  get padded(): readonly string[] {
    return this.parts.map(({ start, text }) => (start === 0 ? text : `${' '.repeat(start - 1)}\n${text}`));
  }

  /** The file, line and column of an offset; one past the end is taken as the end. */
  position(offset: number): SourcePosition {
    const part = this.parts.findLast(({ start }) => start <= offset) ?? this.parts[0];
    if (!part) return { file: null, line: 1, column: 1 };
    return { file: part.path, ...part.lines.position(offset - part.start) };
  }
}
