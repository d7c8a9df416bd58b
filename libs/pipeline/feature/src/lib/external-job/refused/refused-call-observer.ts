import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { RefusedCallSample } from '@holdpoint/pipeline-application';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/error/api-error';
import { applyError } from '../../http/error/send-error';
import { isCounted } from './is-counted';
import type { ReceivingRequest } from './receiving-request';
import { ReceivingRoutes } from './receiving-routes';
import { refusedCallOf } from './refused-call-of';
import { RefusedCalls } from './refused-calls';
import { StrangerLimit } from './stranger-limit';

/**
 * Counts every refused call to a receiver that {@link isCounted}, before the answer is sent: with the ledger, in which all
 * others are, the counts add up to the answers. An address that was refused too often hears only that. It hangs on the
 * answer and not on the guards, because a call is refused in many places, some before any guard.
 */
@Injectable()
export class RefusedCallObserver implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly routes: ReceivingRoutes,
    private readonly calls: RefusedCalls,
    private readonly limit: StrangerLimit,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onSend', async (request: ReceivingRequest, reply, payload) => {
      const receiver = this.routes.receiverOf(request);
      const reason = reply.getHeader('x-error-code');
      const refused = receiver !== undefined && typeof reason === 'string' && isCounted(request, receiver, reply.statusCode);
      return refused ? this.observe(request, reply, payload, refusedCallOf(request, receiver, reason)) : payload;
    });
  }

  /** Callers with a token are not limited: whoever shares a stranger's address must get their callbacks through. */
  private async observe(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    call: ReturnType<typeof refusedCallOf>,
  ): Promise<unknown> {
    const retryAfterS = reply.statusCode === 401 ? await this.limit.consume(request.ip) : null;
    if (retryAfterS === null) {
      await this.calls.record(call);
      return payload;
    }
    const limited = new ApiError('rate_limited');
    this.calls.note({ ...call, reason: limited.code, sample: () => addressOf(request) });
    applyError(reply, limited);
    reply.header('retry-after', String(retryAfterS));
    return JSON.stringify(limited.toResponse());
  }
}

/** A flood is told by where it comes from: what each of its calls looked like is not looked at. */
const addressOf = ({ ip }: FastifyRequest): RefusedCallSample => ({ remoteAddress: ip, headers: [], bodyBytes: null, bodyKeys: [] });
