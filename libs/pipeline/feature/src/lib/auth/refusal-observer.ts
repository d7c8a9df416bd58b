import type { RefusalReason } from './refusal-reason';

/** A call that was refused for who made it. */
export interface RefusedCall {
  /** The project in the address; null when there is none, or nobody looked because there was no token. */
  readonly projectId: number | null;
  /** Method and pattern: `POST /api/v4/projects/:id/pipeline`. */
  readonly route: string;
  readonly reason: RefusalReason;
  readonly ip: string;
}

/** Hears of every refused call, before it is answered; must not throw. */
export abstract class RefusalObserver {
  abstract refused(call: RefusedCall): void;
}
