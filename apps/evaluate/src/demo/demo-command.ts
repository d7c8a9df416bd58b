import { parseArgs } from 'node:util';
import { actOne, actTwo } from './acts';
import { ApiClient } from './api-client';

const HELP = `Plays the demo over HTTP against a running Holdpoint with SIMULATION=1.

  demo --url http://127.0.0.1:8080 --token TOKEN

Each line of the timeline is read back from the API. The exit code is 0 only if both acts ended as they should.
`;

/** `demo`: plays both acts and answers the exit code. */
export async function demo(args: readonly string[]): Promise<number> {
  const { url, token, help } = parseArgs({
    args: [...args],
    options: { url: { type: 'string' }, token: { type: 'string' }, help: { type: 'boolean' } },
  }).values;
  if (help || url === undefined || token === undefined) {
    process.stdout.write(HELP);
    return help ? 0 : 2;
  }
  return play(new ApiClient(url, token));
}

async function play(api: ApiClient): Promise<number> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const run = `${process.pid}`;
  try {
    await actOne(api, run, print);
    await actTwo(api, run, print);
    print('Both acts ended as they should.');
    return 0;
  } catch (error) {
    print(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}
