import { Module, type DynamicModule } from '@nestjs/common';
import { adapterProviders } from './adapter-providers';
import type { CoreOptions } from './core-options';
import { CorridorDrain } from './corridor-drain';
import { USE_CASE_PROVIDERS } from './use-case-providers';

/** Binds the ports to PostgreSQL and offers the corridor, the use cases and the queries to every module. */
@Module({})
export class CoreModule {
  static forRoot(options: CoreOptions): DynamicModule {
    const providers = [...adapterProviders(options), ...USE_CASE_PROVIDERS, CorridorDrain];
    return { module: CoreModule, global: true, providers, exports: providers };
  }
}
