import { Module, type DynamicModule } from '@nestjs/common';
import { SCHEDULE } from '../core/schedule';
import { UpkeepOptions } from './upkeep-options';
import { UpkeepService } from './upkeep.service';

/** Tidies up the ledger and the log of events: imported by processes that do background work. */
@Module({})
export class UpkeepModule {
  static forRoot(options: UpkeepOptions): DynamicModule {
    return {
      module: UpkeepModule,
      imports: [SCHEDULE],
      providers: [{ provide: UpkeepOptions, useValue: options }, UpkeepService],
    };
  }
}
