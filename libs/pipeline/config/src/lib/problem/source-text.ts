import { LineIndex } from './line-index';

/** One file of a configuration. */
export interface ConfigFile {
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
}

/** One text under the count of offsets that all texts of a configuration share. */
export interface SourcePart {
  /** Null for a text by itself. */
  readonly path: string | null;
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
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
 * One or several texts under one count of offsets: each file begins behind the end of the one before it, so that a value
 * knows where it was written even after files were merged.
 */
export class SourceText {
  private readonly lines: readonly LineIndex[];

  private constructor(readonly parts: readonly SourcePart[]) {
    this.lines = parts.map(({ text }) => new LineIndex(text));
  }

  /** A text by itself. */
  static of(text: string): SourceText {
    return new SourceText([{ path: null, start: 0, text }]);
  }

  /** Several files, in order. */
  static ofFiles(files: readonly ConfigFile[]): SourceText {
    let end = 0;
    const parts = files.map(({ path, text }) => {
      const start = end;
      // One more than its length: the end of a file is a place in that file.
      end += text.length + 1;
      return { path, start, text };
    });
    return new SourceText(parts);
  }

  /** The file, line and column of an offset; one past the end is taken as the end. */
  position(offset: number): SourcePosition {
    const at = Math.max(0, this.parts.findLastIndex(({ start }) => start <= offset));
    const part = this.parts[at];
    const place = this.lines[at]?.position(offset - (part?.start ?? 0));
    return { file: part?.path ?? null, line: place?.line ?? 1, column: place?.column ?? 1 };
  }
}
