import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Names the receiver that a request came in by. */
export type ReceiverNaming = (request: FastifyRequest) => string;

/** The receiver of reports that may be dry runs. */
export const PIPELINE_CALLBACK = 'pipeline_callback';

/** The routes whose refusals are counted, by their pattern; whoever has another such route adds it when its module starts. */
@Injectable()
export class ReceivingRoutes {
  private readonly namings = new Map<string, ReceiverNaming>([
    ['/api/v4/projects/:id/pipeline_callback', () => PIPELINE_CALLBACK],
    ['/api/v4/projects/:id/statuses/:sha', () => 'commit_status'],
  ]);

  add(url: string, naming: ReceiverNaming): void {
    this.namings.set(url, naming);
  }

  /** The name of the receiver; undefined where nothing is counted. Few names: a stranger must not make rows with them. */
  receiverOf(request: FastifyRequest): string | undefined {
    return request.method === 'POST' ? this.namings.get(request.routeOptions.url ?? '')?.(request) : undefined;
  }
}
