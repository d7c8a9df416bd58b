import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService } from '@nestjs/terminus';
import type { HealthResponse } from '@holdpoint/pipeline-contract';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/public.decorator';
import { Operation } from '../openapi/operation.decorator';
import { DatabaseHealth } from './database-health';

/** Whether the process lives and can work, for whatever watches over it. */
@ApiTags('Health')
@Public()
@Controller('-')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseHealth,
  ) {}

  @Get('liveness')
  @Operation({
    summary: 'Whether the process lives',
    description: 'Asks nothing of the database: a restart would not bring that back.',
    answers: 'Health',
    open: true,
  })
  liveness(): HealthResponse {
    return { status: 'ok', checks: {} };
  }

  @Get('readiness')
  @Operation({
    summary: 'Whether requests can be served',
    description: 'Answers 503 while the database cannot be reached, was migrated by a newer version, or the process stops.',
    answers: 'Health',
    also: [503],
    open: true,
  })
  async readiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthResponse> {
    const up = await this.isUp();
    reply.code(up ? 200 : 503);
    return { status: up ? 'ok' : 'failed', checks: { database: up ? 'up' : 'down' } };
  }

  /** Terminus throws when a check fails or the process stops; either way nothing should be sent here. */
  private async isUp(): Promise<boolean> {
    try {
      await this.health.check([() => this.database.check()]);
      return true;
    } catch {
      return false;
    }
  }
}
