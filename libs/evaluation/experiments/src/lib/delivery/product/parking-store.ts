import { InMemoryPipelineStore, type PipelineTransaction } from '@holdpoint/pipeline-application';
import type { Instant } from '@holdpoint/kernel';
import type { EventMemory } from './event-memory';

/** The store in memory, in which a job that starts finds the events too that are parked under its revision. */
export class ParkingStore extends InMemoryPipelineStore {
  constructor(
    now: () => Instant,
    private readonly memory: EventMemory,
    private readonly isParking: boolean,
  ) {
    super(now);
  }

  override transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T> {
    return super.transaction((transaction) => work({ ...transaction, ...this.parkedIn(transaction) }));
  }

  private parkedIn({ findParked, write }: PipelineTransaction): Pick<PipelineTransaction, 'findParked' | 'write'> {
    const { memory, isParking } = this;
    return {
      findParked: async (keys, busy) => {
        if (!isParking) return [];
        return [...(await findParked(keys, busy)), ...memory.parkedCallbacks.filter((parked) => parked.keys.some((key) => keys.includes(key)))];
      },
      write: (batch) => {
        memory.unpark(batch.unparked);
        return write(batch);
      },
    };
  }
}
