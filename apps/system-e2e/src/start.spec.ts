/**
 * npm start as a person runs it, on data of its own: Ctrl-C drains and stops the database; after kill -9 of the launcher
 * or of the API the next start on the same port works, and the data is there.
 */
import { freePort } from '@holdpoint/evaluation-process';
import { existsSync } from 'node:fs';
import { eventually } from './lib/api';
import { StartCommand } from './lib/start-command';
import { makeDataDir, type DataDir } from './lib/start-data-dir';

describe('npm start', () => {
  let data: DataDir;
  let port: number;
  let holdpoint: StartCommand;
  let pipelineId: number;
  const start = async (): Promise<StartCommand> => (holdpoint = await StartCommand.start(port, data.path));

  beforeAll(async () => {
    data = makeDataDir();
    port = await freePort();
  });
  afterAll(async () => {
    await holdpoint.stop('SIGTERM');
    await data.remove();
  });

  it('prints an address and a token that work', async () => {
    await start();
    expect(holdpoint.url).toBe(`http://127.0.0.1:${port}`);
    pipelineId = await holdpoint.createPipeline();
    expect(await holdpoint.pipelineStatus(pipelineId)).toBe(200);
    expect(existsSync(data.postmasterFile)).toBe(true);
  });

  it('ends with 0 on Ctrl-C, the database stopped and the data kept', async () => {
    expect(await holdpoint.stop('SIGINT')).toBe(0);
    expect(existsSync(data.postmasterFile)).toBe(false);
    await start();
    expect(await holdpoint.pipelineStatus(pipelineId)).toBe(200);
  });

  it('works again after kill -9 of the launcher: the API goes by itself and the database is stopped in the end', async () => {
    const { apiPid } = holdpoint;
    expect(isAlive(apiPid)).toBe(true);
    await holdpoint.stop('SIGKILL');
    await start();
    // It gives its port back before it has closed everything.
    await eventually(async () => (isAlive(apiPid) ? undefined : true));
    expect(await holdpoint.pipelineStatus(pipelineId)).toBe(200);
    expect(await holdpoint.stop('SIGINT')).toBe(0);
    expect(existsSync(data.postmasterFile)).toBe(false);
  });

  it('notices kill -9 of the API: stops the database and fails, and the next start works', async () => {
    await start();
    process.kill(holdpoint.apiPid, 'SIGKILL');
    expect(await holdpoint.ended()).toBe(128 + 9);
    expect(existsSync(data.postmasterFile)).toBe(false);
    await start();
    expect(await holdpoint.pipelineStatus(pipelineId)).toBe(200);
  });

  it('lets the database run for another start on the same data, whoever leaves first', async () => {
    const first = holdpoint;
    holdpoint = await StartCommand.start(await freePort(), data.path);
    expect(await first.stop('SIGINT')).toBe(0);
    expect(await holdpoint.pipelineStatus(pipelineId)).toBe(200);
    expect(await holdpoint.stop('SIGINT')).toBe(0);
    expect(existsSync(data.postmasterFile)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
