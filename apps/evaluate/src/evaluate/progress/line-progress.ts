import type { Progress } from './progress';

/** Progress where there is no terminal: a line when an experiment begins and one when it ends. */
export class LineProgress implements Progress {
  constructor(private readonly write: (text: string) => void) {}

  begin(id: string, place: number, total: number): void {
    this.write(`[${place}/${total}] ${id} …\n`);
  }

  advance(): void {
    // A log has no use for what is outdated with the next line.
  }

  end(text: string): void {
    this.write(`${text}\n`);
  }
}
