import { Module, type DynamicModule, type Type } from '@nestjs/common';
import {
  ApiModule,
  BlockedUserTasksModule,
  BridgeTasksModule,
  CoreModule,
  DigestTasksModule,
  HealthModule,
  HookDeliveryModule,
  HookDeliveryOptions,
  HttpModule,
  ProjectTasksModule,
  ResourceGroupTasksModule,
  SimulationModule,
  SimulatedRegistry,
  TasksModule,
  TimeoutModule,
  TimeoutOptions,
  UpkeepModule,
  UpkeepOptions,
} from '@holdpoint/pipeline-feature';
import type { ConfigReader } from '@holdpoint/pipeline-application';
import type { Environment } from '@holdpoint/runtime';
import { ReceiverModule } from '@holdpoint/webhook-receiver';
import type { Connections } from './connections';
import { listeningUrl } from './listening-url';
import type { Guards } from './read-guards';
import { timeoutCron } from './timeout-cron';

/** What a process is put together from. */
export interface ProcessParts extends Connections {
  readonly configReader: ConfigReader;
}

/** Puts a process together by its role; every role answers health checks. */
@Module({})
export class ProcessModule {
  static forRoot(
    environment: Environment,
    { pool, dataSource, configReader }: ProcessParts,
    guards: Guards,
    registry: SimulatedRegistry | null,
  ): DynamicModule {
    const { databaseUrl, timeoutTask: deadlineTasks, externalUrl } = environment;
    const core = CoreModule.forRoot({ databaseUrl, pool, dataSource, configReader, deadlineTasks, externalUrl, ...guards });
    const api = servesApi(environment) ? [ApiModule, ReceiverModule] : [];
    const worker = works(environment) ? workerModules(environment) : [];
    const imports = [HttpModule, core, HealthModule, ...api, ...worker, ...simulation(environment, registry)];
    return { module: ProcessModule, imports };
  }
}

/** Whether the process answers the API. */
export const servesApi = ({ role }: Environment): boolean => role !== 'worker';

/** Whether the process does background work. */
export const works = ({ role }: Environment): boolean => role !== 'api';

const workerModules = (environment: Environment): (DynamicModule | Type)[] => [
  TasksModule,
  BlockedUserTasksModule,
  BridgeTasksModule,
  DigestTasksModule,
  ProjectTasksModule,
  ResourceGroupTasksModule,
  TimeoutModule.forRoot(timeoutOptions(environment)),
  HookDeliveryModule.forRoot(hookDeliveryOptions(environment)),
  UpkeepModule.forRoot(upkeepOptions(environment)),
];

/** Off, none of it is reachable. */
function simulation(environment: Environment, registry: SimulatedRegistry | null): DynamicModule[] {
  if (!registry) return [];
  const { simulationRunner: runner } = environment;
  return [SimulationModule.forRoot({ routes: servesApi(environment), runner, works: works(environment), registry })];
}

const timeoutOptions = ({ timeoutCron: on, timeoutTask: tasks, timeoutTickMs }: Environment): TimeoutOptions =>
  new TimeoutOptions({ cron: on ? timeoutCron(timeoutTickMs) : null, tasks });

/** A hook is sent to nobody's request: where nothing was set, it can only name where the process listens. */
const hookDeliveryOptions = (environment: Environment): HookDeliveryOptions =>
  new HookDeliveryOptions({ externalUrl: environment.externalUrl ?? listeningUrl(environment) });

const upkeepOptions = ({ callbackRetentionDays: retentionDays, eventRetentionHours }: Environment): UpkeepOptions =>
  new UpkeepOptions({ retentionDays, eventRetentionHours });
