import { LineIndex } from './line-index';

/** One text under the count of offsets that all texts of a configuration share. */
export interface SourcePart {
  /** Path in the repository; null for the text that includes all others. */
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

/** The offset of what no text says. */
export const NOWHERE = -1;

/**
 * One or several texts under one count of offsets: each file begins behind the end of the one before it, so that a value
 * knows where it was written even after files were merged.
 */
export class SourceText {
  private readonly lines: readonly LineIndex[];

  private constructor(readonly parts: readonly SourcePart[]) {
    this.lines = parts.map(({ text }) => new LineIndex(text));
  }

  /** The text that everything begins with, where there is one, then files by path. */
  static of(text: string | null, files: Iterable<readonly [path: string, text: string]> = []): SourceText {
    const parts: SourcePart[] = [];
    let start = 0;
    const texts: readonly (readonly [string | null, string])[] = [...(text === null ? [] : [[null, text] as const]), ...files];
    for (const [path, content] of texts) {
      parts.push({ path, start, text: content });
      // One more than its length: the end of a file is a place in that file.
      start += content.length + 1;
    }
    return new SourceText(parts);
  }

  /** The file, line and column of an offset; one past the end is taken as the end, and {@link NOWHERE} is in no file. */
  position(offset: number): SourcePosition {
    if (offset === NOWHERE) return { file: null, line: 1, column: 1 };
    const at = Math.max(0, this.parts.findLastIndex(({ start }) => start <= offset));
    const part = this.parts[at];
    const place = this.lines[at]?.position(offset - (part?.start ?? 0));
    return { file: part?.path ?? null, line: place?.line ?? 1, column: place?.column ?? 1 };
  }
}
