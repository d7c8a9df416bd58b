/** Who asks for much makes nobody else wait for long. */
import { NoTurn, TurnsByUser } from './turns-by-user';

const LIMITS = { running: 1, waitingSize: 6, waitingSizeOfUser: 4 };

/** Tasks that end when they are told to. */
class Tasks {
  readonly started: string[] = [];
  private readonly ends = new Map<string, () => void>();
  private readonly abort = new AbortController();

  constructor(private readonly turns: TurnsByUser) {}

  ask(username: string, name: string, signal = this.abort.signal): Promise<string> {
    return this.turns.run({ username, size: 1, signal }, async () => {
      this.started.push(name);
      await new Promise<void>((resolve) => this.ends.set(name, resolve));
      if (name.startsWith('bad')) throw new Error(name);
      return name;
    });
  }

  async end(name: string, done: Promise<string>): Promise<void> {
    this.ends.get(name)?.();
    await done.catch(() => undefined);
    await Promise.resolve();
  }
}

let tasks: Tasks;
beforeEach(() => (tasks = new Tasks(new TurnsByUser(LIMITS))));

it('takes users in turns, and the tasks of each in their order', async () => {
  const asked = [['ann', 'a1'], ['ann', 'a2'], ['ann', 'a3'], ['bob', 'b1'], ['cy', 'c1'], ['bob', 'b2']] as const;
  const all = new Map(asked.map(([username, name]) => [name, tasks.ask(username, name)]));
  for (let index = 0; index < asked.length; index += 1) {
    const name = tasks.started[index] as (typeof asked)[number][1];
    await tasks.end(name, all.get(name) as Promise<string>);
  }
  expect(tasks.started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  expect(await Promise.all(all.values())).toEqual(asked.map(([, name]) => name));
});

it('goes on after a task that fails, and is free when all have ended', async () => {
  const [bad, next] = [tasks.ask('ann', 'bad'), tasks.ask('ann', 'next')];
  const failed = expect(bad).rejects.toThrow('bad');
  await tasks.end('bad', bad);
  await failed;
  await tasks.end('next', next);
  const last = tasks.ask('ann', 'last');
  expect(tasks.started).toEqual(['bad', 'next', 'last']);
  await tasks.end('last', last);
});

it('forgets a task that is given up while it waits', async () => {
  const abort = new AbortController();
  const [running, given, kept] = [tasks.ask('ann', 'running'), tasks.ask('ann', 'given', abort.signal), tasks.ask('ann', 'kept')];
  abort.abort(new Error('too late'));
  await expect(given).rejects.toMatchObject({ name: 'NoTurn', cause: { message: 'too late' } });
  await tasks.end('running', running);
  expect(tasks.started).toEqual(['running', 'kept']);
  await tasks.end('kept', kept);
});

it('refuses more than a user may leave waiting, and lets others in until all are too many', async () => {
  const first = tasks.ask('ann', 'first');
  const ann = Array.from({ length: 4 }, (_, index) => tasks.ask('ann', `ann${index}`));
  await expect(tasks.ask('ann', 'more')).rejects.toThrow(NoTurn);
  const others = [tasks.ask('bob', 'bob'), tasks.ask('cy', 'cy')];
  await expect(tasks.ask('dan', 'dan')).rejects.toThrow(NoTurn);
  await tasks.end('first', first);
  for (let index = 1; index < 7; index += 1) {
    const waiting = [...ann, ...others];
    await tasks.end(tasks.started[index] ?? '', Promise.race(waiting));
  }
  expect((await Promise.all([...ann, ...others])).sort()).toEqual(['ann0', 'ann1', 'ann2', 'ann3', 'bob', 'cy']);
});
