/** How many tasks {@link TurnsByUser} takes. */
export interface TurnLimits {
  /** At once. */
  readonly running: number;
  /** The size of all that wait, of all users together. */
  readonly waitingSize: number;
  /** The size of what waits of one user. */
  readonly waitingSizeOfUser: number;
}

/** What a task that may have to wait says of itself. */
export interface Turn {
  readonly username: string;
  /** In the unit of the limits. */
  readonly size: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/** A task has not begun: too much waits already, of its user or of all, or its time was over before its turn. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

/**
 * Runs a few tasks at once and takes those that wait in turns from their users: of whoever asks for a hundred,
 * another who asks for one waits for those under way and one more.
 */
export class TurnsByUser {
  /** The user whose turn is next comes first; nobody is in it who has nothing that waits. */
  private readonly waiting = new Map<string, Map<() => void, number>>();
  private running = 0;

  constructor(private readonly limits: TurnLimits) {}

  /** Runs a task when it is its turn; rejects with {@link NoTurn} when it never is, at the latest when the signal comes. */
  async run<T>({ username, size, signal }: Turn, task: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.running) await this.turn({ username, size, signal });
    else this.running += 1;
    try {
      return await task();
    } finally {
      this.passOn();
    }
  }

  private turn({ username, size, signal }: Turn): Promise<void> {
    const own = this.waiting.get(username) ?? new Map<() => void, number>();
    const { waitingSize, waitingSizeOfUser } = this.limits;
    if (size + sizeOf(own) > waitingSizeOfUser || size + this.sizeOfAll() > waitingSize) throw new NoTurn('too much waits');
    return new Promise((resolve, reject) => {
      const start = (): void => (signal.removeEventListener('abort', leave), resolve());
      const leave = (): void => (this.leave(username, start), reject(new NoTurn('it has waited too long', { cause: signal.reason })));
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.set(username, own.set(start, size));
    });
  }

  private sizeOfAll(): number {
    let size = 0;
    for (const own of this.waiting.values()) size += sizeOf(own);
    return size;
  }

  /** The place of a task that has ended goes to the next, and its user to the end of the line. */
  private passOn(): void {
    const [next] = this.waiting;
    const [username, own] = next ?? [];
    const [start] = own?.keys() ?? [];
    if (username === undefined || own === undefined || start === undefined) return void (this.running -= 1);
    this.leave(username, start);
    if (this.waiting.delete(username)) this.waiting.set(username, own);
    start();
  }

  private leave(username: string, start: () => void): void {
    const own = this.waiting.get(username);
    own?.delete(start);
    if (own?.size === 0) this.waiting.delete(username);
  }
}

function sizeOf(own: ReadonlyMap<unknown, number>): number {
  let all = 0;
  for (const size of own.values()) all += size;
  return all;
}
