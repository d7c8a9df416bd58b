import { SimulationClock } from '@holdpoint/pipeline-persistence';
import type { Environment } from '@holdpoint/runtime';
import type { Connections } from './connections';
import { StartRefusal } from './start-refusal';

/** Marks the database of a simulation for good, and refuses to take a marked one for real: its times are made up. */
export async function guardSimulation({ simulation }: Environment, { pool }: Connections): Promise<void> {
  const clock = new SimulationClock(pool);
  if (simulation) await clock.markSimulated();
  else if (await clock.isSimulated()) {
    throw new StartRefusal('this database was used for a simulation: set SIMULATION=1 or use another DATABASE_URL');
  }
}
