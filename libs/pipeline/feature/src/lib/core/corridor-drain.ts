import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Corridor } from '@holdpoint/pipeline-application';

/** Empties the corridor once no request can bring more: Nest calls this after the HTTP server has closed. */
@Injectable()
export class CorridorDrain implements OnApplicationShutdown {
  constructor(private readonly corridor: Corridor) {}

  async onApplicationShutdown(): Promise<void> {
    await this.corridor.stop();
  }
}
