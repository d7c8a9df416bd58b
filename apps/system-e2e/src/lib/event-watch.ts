import { createParser } from 'eventsource-parser';
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

  private constructor(
    private readonly response: Response,
    private readonly abort: AbortController,
  ) {
    void this.read().catch(() => undefined);
  }

  /** Resolves when the stream says that it is ready: whatever happens from then on comes. */
  static async open(url: string, projectId: number): Promise<EventWatch> {
    const abort = new AbortController();
    const response = await fetch(`${url}/api/v4/projects/${projectId}/events`, { headers: { 'PRIVATE-TOKEN': ADMIN_TOKEN }, signal: abort.signal });
    if (response.status !== 200) throw new Error(`the stream was answered with ${response.status}`);
    const watch = new EventWatch(response, abort);
    while (watch.arrived.length === 0) await new Promise(setImmediate);
    return watch;
  }

  close(): void {
    this.abort.abort();
  }

  private async read(): Promise<void> {
    const parser = createParser({ onEvent: ({ id }) => this.arrived.push({ id: Number(id), atMs: performance.now() }) });
    const decoder = new TextDecoder();
    for await (const chunk of this.response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
  }
}
