import type { EventScope } from '@holdpoint/pipeline-persistence';
import { createSession, type EventBuffer, type Session } from 'better-sse';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { EventStreamOptions } from './event-stream-options';
import type { Subscriber } from './subscriber';

/** What a stream is opened with. */
export interface OpenedWith {
  readonly scope: EventScope;
  /** The id of the last event that the client has. */
  readonly cursor: number;
  readonly options: EventStreamOptions;
}

/** The stream of one client: it is written to as long as the client reads, and ends once. */
export class EventStream implements Subscriber {
  cursor: number;
  readonly scope: EventScope;
  /** Resolves when the connection is closed, by whatever side. */
  readonly closed: Promise<void>;
  private isOver = false;

  private constructor(
    private readonly session: Session,
    private readonly response: ServerResponse,
    private readonly opened: OpenedWith,
  ) {
    this.cursor = opened.cursor;
    this.scope = opened.scope;
    this.isOver = response.destroyed;
    this.closed = this.isOver ? Promise.resolve() : new Promise((resolve) => response.once('close', resolve));
    void this.closed.then(() => (this.isOver = true));
  }

  /** Takes the answer out of Fastify's hands; the headers that it has so far, those for other origins too, are kept. */
  static async open({ raw: request }: FastifyRequest, reply: FastifyReply, opened: OpenedWith): Promise<EventStream> {
    reply.hijack();
    // The library's own is stricter: nothing on the way may keep or rewrite a stream.
    reply.removeHeader('cache-control');
    const headers = Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
    const options = { headers, retry: opened.options.retryMs, keepAlive: null, trustClientEventId: false };
    return new EventStream(await createSession(request, reply.raw, options), reply.raw, opened);
  }

  get isClosed(): boolean {
    return this.isOver;
  }

  get isBehind(): boolean {
    return this.response.writableLength > this.opened.options.unreadMaxBytes;
  }

  send(message: EventBuffer): void {
    if (!this.isOver) void this.session.batch(message);
  }

  /** A client that takes too long to read is cut off, and what it has not read is forgotten: it resumes by id. */
  async whenRead(): Promise<void> {
    if (this.isOver || !this.response.writableNeedDrain) return;
    await this.inTime(new Promise((resolve) => this.response.once('drain', resolve)));
  }

  /**
   * Ends the stream after what was written; the client comes back if it likes. One that does not read that in time is cut
   * off: it would keep its place and what it has not read although its token was revoked.
   */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.response.end();
    void this.inTime(this.closed);
  }

  private async inTime(read: Promise<unknown>): Promise<void> {
    const late = setTimeout(() => this.response.destroy(), this.opened.options.unreadMaxMs);
    await Promise.race([read, this.closed]);
    clearTimeout(late);
  }
}
