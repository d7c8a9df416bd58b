import { assert, SECOND_MS } from '@holdpoint/kernel';
import type { DecideParkedEvents } from '@holdpoint/pipeline-application';
import type { Agenda } from '../world/agenda';
import type { Push } from '../world/pushes';
import type { EventMemory } from './event-memory';

/** The project of every world. */
export const PROJECT = 1;

/** How long a registry takes to answer, in milliseconds. */
const REGISTRY_MS = SECOND_MS;

/** What makes digests known; events that were parked under one are decided again. */
export class Digests {
  constructor(
    private readonly memory: EventMemory,
    private readonly parked: DecideParkedEvents,
    private readonly agenda: Agenda,
  ) {}

  /** A build reports which commit its artifact came of. */
  async register({ digest, sha }: Push): Promise<void> {
    this.memory.registered.set(digest, [sha]);
    await this.decideAgain(digest);
  }

  /** Asks the registry, which knows every artifact. */
  askLater(digest: string): void {
    this.agenda.add(this.agenda.now + REGISTRY_MS, async () => {
      const sha = this.memory.artifacts.get(digest);
      this.memory.registry.set(digest, sha === undefined ? [] : [sha]);
      await this.decideAgain(digest);
    });
  }

  private async decideAgain(digest: string): Promise<void> {
    assert((await this.parked.execute(PROJECT, digest)).length === 0, 'parked events are decided again');
  }
}
