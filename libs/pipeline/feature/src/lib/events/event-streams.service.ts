import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { EventLog, type EventRange, type EventScope } from '@holdpoint/pipeline-persistence';
import type { FastifyReply } from 'fastify';
import { Authenticator } from '../auth/authenticator';
import { ApiError } from '../http/error/api-error';
import type { AuthenticatedRequest } from '../http/input/caller.decorator';
import { EventHub } from './event-hub';
import { heartbeatMessage, readyMessage, resetMessage } from './event-messages';
import { EventStream } from './event-stream';
import { EventStreamOptions } from './event-stream-options';

/** What a client asks for: events of a scope, after the last that it has; null begins now. */
export interface StreamRequest {
  readonly scope: EventScope;
  readonly lastEventId: number | null;
}

/** The streams that this process serves. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly streams = new Set<EventStream>();
  /** Whose streams are open or about to be. */
  private readonly users: string[] = [];
  private stopping = false;

  constructor(
    private readonly log: EventLog,
    private readonly hub: EventHub,
    private readonly authenticator: Authenticator,
    private readonly options: EventStreamOptions,
  ) {}

  /** Serves a stream; resolves when it is open. Throws the coded error when the process, or its user, has as many as may be. */
  async open(request: AuthenticatedRequest, reply: FastifyReply, asked: StreamRequest): Promise<void> {
    if (this.stopping) throw new ApiError('stopping');
    const leave = this.takePlace(request.access?.principal.username ?? '');
    const stream = await this.begin(request, reply, asked).catch((error: unknown) => {
      leave();
      throw error;
    });
    void this.attend(stream, request).then(leave);
  }

  private takePlace(user: string): () => void {
    const { streamsMax, streamsPerUserMax } = this.options;
    const own = this.users.filter((other) => other === user).length;
    if (this.users.length >= streamsMax || own >= streamsPerUserMax) throw new ApiError('streams_exhausted');
    this.users.push(user);
    return () => void this.users.splice(this.users.indexOf(user), 1);
  }

  /** Ends every stream before the server closes: it would wait for them. Clients come back to another replica. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const stream of this.streams) stream.end();
    await this.hub.stop();
  }

  private async begin(request: AuthenticatedRequest, reply: FastifyReply, { scope, lastEventId }: StreamRequest): Promise<EventStream> {
    const range = await this.log.range();
    const isKept = lastEventId !== null && isWithin(lastEventId, range);
    const stream = await EventStream.open(request, reply, { scope, cursor: isKept ? lastEventId : range.last, options: this.options });
    if (lastEventId === null) stream.send(readyMessage(range));
    else if (!isKept) stream.send(resetMessage(range));
    this.hub.join(stream, range.last);
    return stream;
  }

  private async attend(stream: EventStream, request: AuthenticatedRequest): Promise<void> {
    this.streams.add(stream);
    if (this.stopping) stream.end();
    const timer = setInterval(() => void this.beat(stream, request), this.options.heartbeatMs);
    await stream.closed;
    clearInterval(timer);
    this.hub.leave(stream);
    this.streams.delete(stream);
  }

  /** While the database is away nobody can tell whether the token still holds, and no events come either. */
  private async beat(stream: EventStream, request: AuthenticatedRequest): Promise<void> {
    const holds = await this.authenticator.stillHolds(request).catch(() => true);
    if (holds) stream.send(heartbeatMessage(stream.cursor));
    else stream.end();
  }
}

/**
 * Whether everything after an id is still there. An id beyond the newest is of another database; of ids before the
 * oldest nobody knows whether they were deleted or never used.
 */
const isWithin = (id: number, { first, last }: EventRange): boolean => id >= first - 1 && id <= last;
