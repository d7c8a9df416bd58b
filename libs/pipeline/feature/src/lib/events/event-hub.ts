import { Injectable, Logger } from '@nestjs/common';
import { EventListener, EventLog, type EventRow } from '@holdpoint/pipeline-persistence';
import type { EventBuffer } from 'better-sse';
import { pipelineMessage } from './event-messages';
import { EventStreamOptions } from './event-stream-options';
import { concerns, type Subscriber } from './subscriber';

/** Events of one statement: enough to keep up, and few enough to be held in memory whatever their size. */
const READ_MAX = 200;

/**
 * Reads new events once for all subscribers of the process, when it is notified and every few seconds in case it was
 * not. While nobody subscribes it neither listens nor reads.
 *
 * A subscriber that comes back with an old id, or reads too slowly, follows by pages of its own until it has reached the
 * hub's position, and joins the others in the same turn of the event loop: what the hub reads from then on is all that it
 * has not been told, so that it is told every event once.
 */
@Injectable()
export class EventHub {
  private readonly logger = new Logger(EventHub.name);
  private readonly subscribers = new Set<Subscriber>();
  private readonly live = new Set<Subscriber>();
  private position = 0;
  private again = false;
  private reading: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly listener: EventListener,
    private readonly options: EventStreamOptions,
  ) {}

  /** Tells a subscriber everything after its cursor from now on; `last` is an id that was the newest a moment ago. */
  join(subscriber: Subscriber, last: number): void {
    this.subscribers.add(subscriber);
    if (this.subscribers.size === 1) this.begin(last);
    void this.follow(subscriber);
  }

  /** Tells a subscriber nothing more. */
  leave(subscriber: Subscriber): void {
    this.live.delete(subscriber);
    if (this.subscribers.delete(subscriber) && this.subscribers.size === 0) this.rest();
  }

  /** Resolves when nothing is being read any more; to be called when everybody has left. */
  async stop(): Promise<void> {
    await this.listener.stop();
    await this.reading;
  }

  private begin(last: number): void {
    this.position = Math.max(this.position, last);
    this.timer = setInterval(() => this.look(), this.options.rereadMs);
    void this.listener.start((lastId) => this.hear(lastId));
  }

  private rest(): void {
    clearInterval(this.timer);
    void this.listener.stop();
  }

  private hear(lastId: number | null): void {
    if (lastId === null || lastId > this.position) this.look();
  }

  private async follow(subscriber: Subscriber): Promise<void> {
    try {
      while (subscriber.cursor < this.position && !subscriber.isClosed) await this.catchUp(subscriber);
    } catch (error) {
      this.giveUp([subscriber], error);
    }
    if (this.subscribers.has(subscriber)) this.live.add(subscriber);
  }

  private async catchUp(subscriber: Subscriber): Promise<void> {
    await subscriber.whenRead();
    const [after, upTo] = [subscriber.cursor, this.position];
    const page = await this.log.page(subscriber.scope, { after, upTo, limit: READ_MAX });
    // Looked at after the page was read: then nothing of it had been deleted either.
    if (after < (await this.log.range()).first - 1) return subscriber.end();
    for (const event of page) {
      if (subscriber.isBehind) return;
      subscriber.send(pipelineMessage(event));
      subscriber.cursor = event.id;
    }
    if (page.length < READ_MAX) subscriber.cursor = upTo;
  }

  /** One that is asked for while another is under way follows it. */
  private look(): void {
    this.again = true;
    this.reading ??= this.readWhileAsked();
  }

  private async readWhileAsked(): Promise<void> {
    try {
      while (this.again && this.subscribers.size > 0) {
        this.again = false;
        this.tell(await this.log.newer(this.position, READ_MAX));
      }
    } catch (error) {
      this.logger.warn({ msg: 'could not read events; the next look tries again', err: error });
    } finally {
      this.reading = null;
    }
  }

  private tell(events: readonly EventRow[]): void {
    this.position = Math.max(this.position, events.at(-1)?.id ?? 0);
    for (const event of events) this.tellOne(event);
    // Nothing of these was kept from those who are still live, whomever it concerned.
    for (const subscriber of this.live) subscriber.cursor = Math.max(subscriber.cursor, this.position);
    if (events.length === READ_MAX) this.again = true;
  }

  /** Written out once, however many read it. */
  private tellOne(event: EventRow): void {
    const told = [...this.live].filter((subscriber) => event.id > subscriber.cursor && concerns(event, subscriber));
    if (told.length === 0) return;
    try {
      const message = pipelineMessage(event);
      for (const subscriber of told) this.send(subscriber, event.id, message);
    } catch (error) {
      this.giveUp(told, error);
    }
  }

  /** A stream that cannot be told everything ends: its client comes back and says what it is missing. */
  private giveUp(subscribers: readonly Subscriber[], error: unknown): void {
    this.logger.warn({ msg: 'streams end because events could not be told', streams: subscribers.length, err: error });
    for (const subscriber of subscribers) subscriber.end();
  }

  /** One that is behind is not waited for: it follows by itself when it has read what it has. */
  private send(subscriber: Subscriber, id: number, message: EventBuffer): void {
    if (subscriber.isBehind) {
      this.live.delete(subscriber);
      void this.follow(subscriber);
      return;
    }
    subscriber.send(message);
    subscriber.cursor = id;
  }
}
