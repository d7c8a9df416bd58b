/** Shows how far the experiments are. */
export interface Progress {
  /** An experiment begins; `place` counts from 1. */
  begin(id: string, place: number, total: number): void;
  /** The experiment tells how far it has come. */
  advance(done: number, total: number): void;
  /** The experiment has ended, as the text says. */
  end(text: string): void;
}
