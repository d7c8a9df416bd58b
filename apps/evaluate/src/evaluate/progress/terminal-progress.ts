import type { Progress } from './progress';

/** Cells of the bar. */
const WIDTH = 24;

/** Back to the line's beginning, and nothing left of what stood there. */
const CLEAR_LINE = '\r\u001b[2K';

/** Progress on a terminal: a bar that is drawn over itself, above it a line for each experiment that has ended. */
export class TerminalProgress implements Progress {
  private label = '';
  private drawn = '';

  constructor(private readonly write: (text: string) => void) {}

  begin(id: string, place: number, total: number): void {
    this.label = `[${place}/${total}] ${id}`;
    this.advance(0, 1);
  }

  advance(done: number, total: number): void {
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const filled = Math.round(share * WIDTH);
    const text = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(share * 100)} % ${this.label}`;
    if (text !== this.drawn) this.write(`${CLEAR_LINE}${text}`);
    this.drawn = text;
  }

  end(text: string): void {
    this.drawn = '';
    this.write(`${CLEAR_LINE}${text}\n`);
  }
}
