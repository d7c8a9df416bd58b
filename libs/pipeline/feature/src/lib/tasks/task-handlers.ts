import { Injectable } from '@nestjs/common';
import type { TaskHandler } from '@holdpoint/pipeline-persistence';

/** Where modules say, before the process has started, which tasks they do. */
@Injectable()
export class TaskHandlers {
  private readonly byName = new Map<string, TaskHandler>();
  private readonly outsideNames = new Set<string>();

  /** Adds handlers by the names of their tasks; each name has one. */
  add(handlers: ReadonlyMap<string, TaskHandler>): void {
    for (const [name, handler] of handlers) {
      if (this.byName.has(name)) throw new Error(`The task ${name} has two handlers`);
      this.byName.set(name, handler);
    }
  }

  /** The same for tasks that wait for what others answer, or do not. */
  addOutside(handlers: ReadonlyMap<string, TaskHandler>): void {
    this.add(handlers);
    for (const name of handlers.keys()) this.outsideNames.add(name);
  }

  /** The names of those that wait for others. */
  get outside(): ReadonlySet<string> {
    return this.outsideNames;
  }

  /** All handlers. */
  get all(): ReadonlyMap<string, TaskHandler> {
    return this.byName;
  }
}
