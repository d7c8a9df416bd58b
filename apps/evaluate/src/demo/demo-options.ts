import { err, ok, type Result } from '@holdpoint/kernel';
import { parseArgs } from 'node:util';

/** What to play against, as asked for on the command line. */
export type DemoOptions = { readonly type: 'help' } | { readonly type: 'play'; readonly url: string; readonly token: string; readonly registry: string | null };

/** The text of `--help`. */
export const DEMO_HELP = `Plays the demo over HTTP against a running Holdpoint with SIMULATION=1.

  demo --url http://127.0.0.1:8080 --token=TOKEN [--registry http://127.0.0.1:5000]

Artifacts are pushed to the simulation's own registry, or to the one of --registry, which the API must be allowed to ask.
Each line of the timeline is read back from the API. The exit code is 0 only if every act ended as it should.
`;

/** Reads the command line; answers what is wrong with it otherwise. */
export function readDemoOptions(args: readonly string[]): Result<DemoOptions, string> {
  try {
    const { url, token, registry = null, help } = parseArgs({
      args: [...args],
      options: { url: { type: 'string' }, token: { type: 'string' }, registry: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
    if (help) return ok({ type: 'help' });
    if (url === undefined || token === undefined) return err('say what to play against: --url URL --token=TOKEN');
    return ok({ type: 'play', url, token, registry: registry && new URL(registry).origin });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
