import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SimulatedRegistryResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Operation } from '../openapi/operation.decorator';
import { SimulatedRegistry } from './simulated-registry';

/** Says where the simulation's registry is; there only in a simulation. */
@ApiTags('Simulation')
@Requires('admin')
@Controller('api/v4/simulation/registry')
export class SimulatedRegistryController {
  constructor(private readonly registry: SimulatedRegistry) {}

  @Get()
  @Operation({
    summary: 'Where artifacts can be pushed to',
    description: 'A small OCI registry in memory, on the loopback interface of this machine; it forgets everything when the process ends.',
    answers: 'SimulatedRegistry',
  })
  read(): SimulatedRegistryResponse {
    const { url, host } = this.registry;
    return { url, host };
  }
}
