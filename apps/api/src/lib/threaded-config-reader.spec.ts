/** What becomes of whoever asks, and of the process, when the threads that read configurations cannot. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ConfigReaderUnavailable } from '@holdpoint/pipeline-application';
import type { PlanContext } from '@holdpoint/pipeline-config';
import { eventually } from '@holdpoint/pipeline-testing';
import { ThreadedConfigReader, type ConfigThreads } from './threaded-config-reader';

let folder: string;
let reader: ThreadedConfigReader;
let problems: unknown[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdpoint-threads-'));
  problems = [];
});
afterEach(async () => {
  await reader.stop();
  rmSync(folder, { recursive: true });
});

const read = (program: string, more: Partial<ConfigThreads> = {}): void => {
  const file = join(folder, 'worker.mjs');
  writeFileSync(file, program);
  reader = new ThreadedConfigReader({ worker: pathToFileURL(file), onError: (error) => problems.push(error), ...more });
};

const CONTEXT: PlanContext = {
  ref: 'main',
  refType: 'branch',
  sha: '0'.repeat(40),
  commitMessage: '',
  commitAuthor: '',
  commitTimestamp: '',
  source: 'api',
  defaultBranch: 'main',
  projectId: 1,
  projectPath: 'a/b',
  projectTitle: 'b',
  username: 'ann',
  user: null,
  variables: [],
};

const parse = (text: string, username = 'ann'): Promise<unknown> => reader.read(text, { ...CONTEXT, username });

const ECHO = `export const read = ({ source: text }) => {
  if (text === 'dies') process.exit(1);
  if (text.startsWith('loops')) for (;;);
  if (text === 'throws') throw new TypeError('a bug');
  return { ok: true, value: text };
};`;

const kindOf = (failing: Promise<unknown>): Promise<unknown> => failing.then(() => 'none', (error: unknown) => (error instanceof ConfigReaderUnavailable ? 'unread' : error));

it('one that takes too long is given up, and the next is read', async () => {
  read(ECHO, { readWithinMs: 1_000 });
  expect(await kindOf(parse('loops'))).toBe('unread');
  expect(await parse('next')).toEqual({ ok: true, value: 'next' });
  expect(problems).toHaveLength(1);
});

it('one whose thread dies is told to come again, and those that wait are read', async () => {
  read(ECHO);
  const [died, ...others] = await Promise.all([kindOf(parse('dies')), ...['one', 'two', 'three'].map((text) => parse(text))]);
  expect([died, others]).toEqual(['unread', ['one', 'two', 'three'].map((value) => ({ ok: true, value }))]);
});

it('a bug in the reading is thrown as it is', async () => {
  read(ECHO);
  expect(await kindOf(parse('throws'))).toMatchObject({ name: 'TypeError', message: 'a bug' });
});

it('threads that cannot start are told of, and end neither the process nor the wait', async () => {
  read('export const read = ;', { readWithinMs: 1_000 });
  await eventually(() => turn().then(() => problems.length > 0));
  expect(problems).toMatchObject([{ name: 'SyntaxError' }]);
  expect(await kindOf(parse('text'))).toBe('unread');
});

it('more of one user than may wait are told to come again at once', async () => {
  read(ECHO, { readWithinMs: 3_000 });
  const largest = 'loops'.padEnd(1_048_576);
  const asked = Array.from({ length: 40 }, () => kindOf(parse(largest)));
  expect(await Promise.race(asked)).toBe('unread');
  expect(problems[0]).toMatchObject({ name: 'NoTurn', message: 'too much waits' });
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['unread']));
});

it('short texts of one user are all read, however many come at once', async () => {
  read(ECHO);
  const texts = Array.from({ length: 500 }, (_, index) => `text ${index}`);
  expect(await Promise.all(texts.map((text) => parse(text)))).toEqual(texts.map((value) => ({ ok: true, value })));
});

it('another user is read before what one has left waiting', async () => {
  read(ECHO);
  const read20 = Array.from({ length: 20 }, (_, index) => parse(`ann${index}`));
  const order: unknown[] = [];
  for (const reading of [...read20, parse('bob', 'bob')]) void reading.then((answer) => order.push((answer as { readonly value: string }).value));
  await Promise.all(read20);
  expect(order.slice(0, 10)).toContain('bob');
});
