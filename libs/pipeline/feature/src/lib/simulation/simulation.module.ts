import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { BuiltInRunner } from './built-in-runner';
import { FireEventController } from './fire-event.controller';
import { SimulationClockController } from './simulation-clock.controller';
import { SimulationClockService } from './simulation-clock.service';

/** What a simulation adds to a process. */
export interface SimulationModuleOptions {
  /** Whether this process answers the simulation's routes. */
  readonly routes: boolean;
  /** Whether this process runs builds. */
  readonly runner: boolean;
}

/** The built-in runner, `fire_event` and the clock that can be stepped; imported only with SIMULATION=1. */
@Module({})
export class SimulationModule {
  static forRoot({ routes, runner }: SimulationModuleOptions): DynamicModule {
    const providers: Provider[] = [SimulationClockService];
    return {
      module: SimulationModule,
      imports: runner ? [ScheduleModule.forRoot()] : [],
      controllers: routes ? [FireEventController, SimulationClockController] : [],
      providers: runner ? [...providers, BuiltInRunner] : providers,
    };
  }
}
