import { EventLedger, type CallbackRecord, type EventSettlement, type InMemoryPipelineStore } from '@holdpoint/pipeline-application';
import { assert } from '@holdpoint/kernel';
import { revisionKey, type EventParking } from '@holdpoint/pipeline-domain';
import type { EventMemory } from './event-memory';

/** {@link EventLedger} in memory. One thing happens after another here, so nothing comes up between a look and the next. */
export class MemoryEventLedger extends EventLedger {
  constructor(
    private readonly store: InMemoryPipelineStore,
    private readonly memory: EventMemory,
    /** Told of a digest that somebody has to find out about. */
    private readonly onParked: (digest: string) => void,
  ) {
    super();
  }

  settle({ callback, matches, parking, unparked }: EventSettlement): Promise<'settled'> {
    const { memory } = this;
    this.store.callbacks.set(callback.id, callback);
    memory.matches.push(...matches.map((match) => ({ ...match, kind: match.jobId === null ? null : 'external' as const, callbackId: callback.id })));
    if (unparked !== null) memory.unpark([unparked]);
    if (parking) this.park(callback, parking);
    return Promise.resolve('settled');
  }

  unpark(parkedId: number): Promise<void> {
    this.memory.unpark([parkedId]);
    return Promise.resolve();
  }

  find(callbackId: string): Promise<CallbackRecord | undefined> {
    return Promise.resolve(this.store.callbacks.get(callbackId));
  }

  private park({ id: callbackId, projectId, event }: CallbackRecord, parking: EventParking): void {
    const { memory } = this;
    if (parking.type === 'digest') {
      assert(event, 'what is parked under a digest is an event');
      const parked = { parkedId: memory.nextParkedId(), callbackId, digest: parking.digest, revision: event.revision };
      memory.parkedEvents = [...memory.parkedEvents, parked];
      this.onParked(parking.digest);
      return;
    }
    const { matchKey, shas, command } = parking;
    const parked = shas.map((sha) => ({ id: memory.nextParkedId(), keys: [revisionKey(projectId, matchKey, sha)], command }));
    memory.parkedCallbacks = [...memory.parkedCallbacks, ...parked];
  }
}
