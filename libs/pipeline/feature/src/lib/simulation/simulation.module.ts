import { Module, type DynamicModule } from '@nestjs/common';
import { SCHEDULE } from '../core/schedule';
import { BuiltInRunner } from './built-in-runner';
import { FireEventController } from './fire-event.controller';
import { SimulatedRegistry } from './simulated-registry';
import { SimulatedRegistryController } from './simulated-registry.controller';
import { SimulatedBuilds } from './simulated-builds';
import { SimulationClockController } from './simulation-clock.controller';
import { SimulationClockService } from './simulation-clock.service';
import { SimulationOptions } from './simulation-options';

/** What a simulation adds to a process. */
export interface SimulationModuleOptions {
  /** Whether this process answers the simulation's routes. */
  readonly routes: boolean;
  /** Whether builds are executed at all. */
  readonly runner: boolean;
  /** Whether this process executes them as time passes. */
  readonly works: boolean;
  readonly registry: SimulatedRegistry;
}

/** The built-in runner, `fire_event` and the clock that can be stepped; imported only with SIMULATION=1. */
@Module({})
export class SimulationModule {
  static forRoot({ routes, runner, works, registry }: SimulationModuleOptions): DynamicModule {
    const options = [
      { provide: SimulationOptions, useValue: new SimulationOptions({ runner }) },
      { provide: SimulatedRegistry, useValue: new SimulatedRegistry(registry) },
    ];
    return {
      module: SimulationModule,
      imports: runner && works ? [SCHEDULE] : [],
      controllers: routes ? [FireEventController, SimulationClockController, SimulatedRegistryController] : [],
      providers: [...options, SimulatedBuilds, SimulationClockService, ...(runner && works ? [BuiltInRunner] : [])],
    };
  }
}
