import { createParser } from 'eventsource-parser';
import { eventually } from './api';
import { ADMIN_TOKEN } from './holdpoint-process';

/** A message of the stream as it came. */
export interface ArrivedEvent {
  readonly id: number;
  /** By the clock of `performance.now()`. */
  readonly atMs: number;
}

/** Somebody who watches the live events of a project. */
export class EventWatch {
  /** In the order in which they came; the first says from where on. */
  readonly arrived: ArrivedEvent[] = [];
  /** Rejects when the stream breaks or ends before it is closed. */
  private readonly ended: Promise<void>;

  private constructor(
    private readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.ended = this.read();
    // A test may wait for something else meanwhile; it hears of it when it looks or closes.
    this.ended.catch(() => undefined);
  }

  /** Resolves when the stream says that it is ready: whatever happens from then on comes. */
  static async open(url: string, projectId: number): Promise<EventWatch> {
    const abort = new AbortController();
    const response = await fetch(`${url}/api/v4/projects/${projectId}/events`, { headers: { 'PRIVATE-TOKEN': ADMIN_TOKEN }, signal: abort.signal });
    if (response.status !== 200) throw new Error(`the stream was answered with ${response.status}`);
    const watch = new EventWatch(response, abort);
    await watch.until((arrived) => arrived.length > 0);
    return watch;
  }

  /** Resolves when what has arrived is as wanted; rejects when the stream has ended before. */
  async until(isSo: (arrived: readonly ArrivedEvent[]) => boolean): Promise<void> {
    await Promise.race([eventually(async () => isSo(this.arrived) || undefined), this.ended]);
  }

  /** Ends it; rejects when it had ended by itself. */
  async close(): Promise<void> {
    this.abort.abort();
    await this.ended;
  }

  private async read(): Promise<void> {
    const parser = createParser({ onEvent: ({ id }) => this.arrived.push({ id: Number(id), atMs: performance.now() }) });
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
    } catch (error) {
      if (this.abort.signal.aborted) return;
      throw error;
    }
    throw new Error('the stream has ended');
  }
}
