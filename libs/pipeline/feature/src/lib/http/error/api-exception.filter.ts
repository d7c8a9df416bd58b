import { Catch, Injectable, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAborted } from '../server/is-aborted';
import { sendError } from './send-error';
import { toApiError } from './to-api-error';

/** Turns whatever is thrown on the way of a request into an answer of GitLab's form; nothing internal gets out. */
@Catch()
@Injectable()
export class ApiExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger(ApiExceptionFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = toApiError(thrown);
    if (isAborted(request.raw)) this.logger.debug(`Request ${request.id} was aborted by the client`);
    else if (error.definition.status >= 500) this.report(error.code, request.id, error.cause ?? thrown);
    if (!reply.sent) sendError(reply, error);
  }

  /** A busy pipeline is expected under load; what nobody foresaw needs its stack. */
  private report(code: string, requestId: string, cause: unknown): void {
    const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    if (code === 'internal_error') this.logger.error(`Request ${requestId} failed`, stack);
    else this.logger.warn(`Request ${requestId} was not served: ${code}`);
  }
}
