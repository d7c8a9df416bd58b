import { Controller, Get, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { ClockResponse } from '@holdpoint/pipeline-contract';
import type { ClockReading } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Input } from '../http/input/input.decorator';
import { Operation } from '../openapi/operation.decorator';
import { toTimestamp } from '../view/times';
import { SimulationClockService } from './simulation-clock.service';
import { StepClockDto } from './step-clock.dto';

/** Reads and steps the clock; there only in a simulation. */
@ApiTags('Simulation')
@Requires('admin')
@Controller('api/v4/simulation/clock')
export class SimulationClockController {
  constructor(private readonly clock: SimulationClockService) {}

  @Get()
  @Operation({ summary: 'Read the clock', answers: 'Clock' })
  async read(): Promise<ClockResponse> {
    return toResponse(await this.clock.read());
  }

  @Post('step')
  @ApiBody({ type: StepClockDto })
  @Operation({
    summary: 'Step the clock forward; it stands still from then on',
    description: 'Answered when nothing is overdue any more and no command is under way.',
    status: 201,
    answers: 'Clock',
  })
  async step(@Input() { ms }: StepClockDto): Promise<ClockResponse> {
    return toResponse(await this.clock.step(ms));
  }
}

const toResponse = ({ now, stands }: ClockReading): ClockResponse => ({ now: toTimestamp(now), stands });
