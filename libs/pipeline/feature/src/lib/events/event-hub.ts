import { Injectable, Logger } from '@nestjs/common';
import { EventListener, EventLog, type EventRow } from '@holdpoint/pipeline-persistence';
import { pipelineMessage } from './event-messages';
import { EventStreamOptions } from './event-stream-options';
import { concerns, type Subscriber } from './subscriber';

/** Events of one statement: enough to keep up, and few enough to be held in memory whatever their size. */
const READ_MAX = 200;

/**
 * Reads new events once for all subscribers of the process, when it is notified and every few seconds in case it was
 * not. While nobody subscribes it neither listens nor reads.
 *
 * A subscriber that comes back with an old id reads for itself up to the hub's position and joins in the same turn of the
 * event loop in which it has reached it; from then on its cursor never lies behind the position, so that it is told
 * every event once.
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
  async join(subscriber: Subscriber, last: number): Promise<void> {
    this.subscribers.add(subscriber);
    if (this.subscribers.size === 1) this.begin(last);
    while (subscriber.cursor < this.position && !subscriber.isClosed) await this.catchUp(subscriber);
    if (this.subscribers.has(subscriber)) this.live.add(subscriber);
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

  private async catchUp(subscriber: Subscriber): Promise<void> {
    const upTo = this.position;
    const page = await this.log.page(subscriber.scope, { after: subscriber.cursor, upTo, limit: READ_MAX });
    for (const event of page) subscriber.send(pipelineMessage(event));
    subscriber.cursor = page.length === READ_MAX ? (page.at(-1)?.id ?? upTo) : upTo;
    await subscriber.whenRead();
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
    for (const event of events) this.tellOne(event);
    this.position = Math.max(this.position, events.at(-1)?.id ?? 0);
    if (events.length === READ_MAX) this.again = true;
  }

  /** Written out once, however many read it. */
  private tellOne(event: EventRow): void {
    const told = [...this.live].filter((subscriber) => event.id > subscriber.cursor && concerns(event, subscriber));
    if (told.length === 0) return;
    const message = pipelineMessage(event);
    for (const subscriber of told) {
      subscriber.send(message);
      subscriber.cursor = event.id;
    }
  }
}
