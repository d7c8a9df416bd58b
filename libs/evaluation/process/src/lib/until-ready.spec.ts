/** Whoever starts an API hears at once that it cannot start, and why; nothing of it is left. */
import { spawn, type ChildProcess } from 'node:child_process';
import { endProcess, isRunning } from './end-process';
import { freePort } from './free-port';
import { untilReady } from './until-ready';

const program = (script: string): ChildProcess => spawn(process.execPath, ['-e', script], { stdio: 'ignore' });

const answering = (port: number, status: number): ChildProcess =>
  program(`require('http').createServer((_, response) => response.writeHead(${status}).end()).listen(${port}, '127.0.0.1')`);

it('is ready when it says so', async () => {
  const port = await freePort();
  const child = answering(port, 200);
  await untilReady({ url: `http://127.0.0.1:${port}`, child, log: () => '' });
  expect(await endProcess(child)).toBeNull();
  expect(isRunning(child)).toBe(false);
});

it.each([
  ['ended', 'process.exit(3)', 3],
  ['was killed', 'process.kill(process.pid, "SIGKILL")', null],
])('is given up when it %s', async (_how, script, code) => {
  const child = program(script);
  const started = { url: `http://127.0.0.1:${await freePort()}`, child, log: () => 'what it said' };
  await expect(untilReady(started)).rejects.toThrow('the process does not answer:\nwhat it said');
  expect(await endProcess(child)).toBe(code);
});

it('is killed when it has not become ready in time', async () => {
  const [timeout, port] = [jest.spyOn(AbortSignal, 'timeout'), await freePort()];
  timeout.mockReturnValueOnce(AbortSignal.abort());
  const child = answering(port, 503);
  await expect(untilReady({ url: `http://127.0.0.1:${port}`, child, log: () => '' })).rejects.toThrow('does not answer');
  expect(child.signalCode).toBe('SIGKILL');
  timeout.mockRestore();
});
