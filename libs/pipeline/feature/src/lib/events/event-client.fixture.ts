import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { PipelineEventResponse } from '@holdpoint/pipeline-contract';
import { TOKEN, type TestApi } from '../test-api.fixture';

/** A client of a stream, which reads as fast as it can. */
export class EventClient {
  readonly messages: EventSourceMessage[] = [];
  comments = 0;
  retryMs: number | undefined;
  /** How the stream ended: by itself, or by a broken connection; undefined while it goes on. */
  end: 'ended' | 'broken' | undefined;
  private text = '';
  private changed = (): void => undefined;

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    void this.read();
  }

  static async open(api: TestApi, path: string, headers: Record<string, string> = {}): Promise<EventClient> {
    const abort = new AbortController();
    const sent = { 'private-token': TOKEN, accept: 'text/event-stream', ...headers };
    const response = await fetch(api.base + path, { headers: sent, signal: abort.signal });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return new EventClient(response, abort);
  }

  /** Opens a stream that follows an event. */
  static resume(api: TestApi, path: string, id: string | undefined): Promise<EventClient> {
    return EventClient.open(api, path, id === undefined ? {} : { 'last-event-id': id });
  }

  /** The ids of the events `pipeline`. */
  get ids(): readonly number[] {
    return this.messages.filter(({ event }) => event === 'pipeline').map(({ id }) => Number(id));
  }

  get events(): readonly PipelineEventResponse[] {
    return this.messages.filter(({ event }) => event === 'pipeline').map(({ data }) => JSON.parse(data) as PipelineEventResponse);
  }

  /** What a client sends as `Last-Event-ID`: as in `EventSource`, an id counts as soon as its block ends, with data or without. */
  get lastId(): string | undefined {
    const [, id] = /.*(?:^|\n)id: ?([^\n]*)\n(?:[^\n]+\n)*\n/s.exec(this.text) ?? [];
    return id;
  }

  async until(isSo: (client: this) => boolean): Promise<this> {
    while (!isSo(this)) await new Promise<void>((resolve) => (this.changed = resolve));
    return this;
  }

  close(): void {
    this.abort.abort();
  }

  private async read(): Promise<void> {
    const parser = createParser({
      onEvent: (message) => this.messages.push(message),
      onComment: () => (this.comments += 1),
      onRetry: (ms) => (this.retryMs = ms),
    });
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) {
        const text = decoder.decode(chunk as Uint8Array, { stream: true });
        this.text += text;
        parser.feed(text);
        this.changed();
      }
      this.end = 'ended';
    } catch {
      this.end = 'broken';
    }
    this.changed();
  }
}
