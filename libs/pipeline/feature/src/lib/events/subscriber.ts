import type { EventScope } from '@holdpoint/pipeline-persistence';
import type { EventBuffer } from 'better-sse';

/** Whoever is told of events, in order, beginning after `cursor`. */
export interface Subscriber {
  readonly scope: EventScope;
  /** The id up to which everything was told. */
  cursor: number;
  readonly isClosed: boolean;
  /** True when so much is unread that nothing more should be sent. */
  readonly isBehind: boolean;
  send(message: EventBuffer): void;
  /** Resolves when what was sent is read, or nobody is there to read it. */
  whenRead(): Promise<void>;
  end(): void;
}

/** Whether an event is one that a subscriber asked for. */
export const concerns = (
  { projectId, pipelineId }: { readonly projectId: number; readonly pipelineId: number },
  { scope }: Subscriber,
): boolean => scope.projectId === projectId && (scope.pipelineId === null || scope.pipelineId === pipelineId);
