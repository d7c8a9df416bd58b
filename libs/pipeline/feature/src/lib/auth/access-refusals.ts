import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../http/error/api-error';
import { REFUSAL_CODES, type RefusalReason } from './refusal-reason';
import { RefusalObserver } from './refusal-observer';

/** The one place through which every refused authentication and authorisation goes. */
@Injectable()
export class AccessRefusals {
  constructor(private readonly observer: RefusalObserver) {}

  /** Tells the observer of a refusal; the error is for the caller to throw. */
  refuse(request: FastifyRequest, reason: RefusalReason, projectId: number | null): ApiError {
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    this.observer.refused({ projectId, route, reason, ip: request.ip });
    return new ApiError(REFUSAL_CODES[reason]);
  }
}
