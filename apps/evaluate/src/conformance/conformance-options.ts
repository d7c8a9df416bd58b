import { err, ok, type Result } from '@holdpoint/kernel';
import { parseArgs } from 'node:util';

/** What to run, as asked for on the command line. */
export type ConformanceOptions =
  | { readonly type: 'help' }
  | { readonly type: 'cases'; readonly directory: string; readonly inMemory: boolean; readonly repeat: number }
  | { readonly type: 'composite'; readonly file: string }
  | { readonly type: 'config'; readonly directory: string }
  | { readonly type: 'flux'; readonly directory: string; readonly url: string; readonly token: string };

/** The text of `--help`. */
export const CONFORMANCE_HELP = `Runs cases in GitLab's format against the engine.

  npm run conformance -- --cases DIR               pipeline-processing cases, on PostgreSQL
  npm run conformance -- --cases DIR --in-memory   the same on a reducer over the pure core
  npm run conformance -- --composite FILE          rows on how statuses fold
  npm run conformance -- --config DIR              configurations to be taken or refused
  npm run conformance -- --flux DIR                events of Flux, over HTTP

  --cases DIR       a folder of case files (*.yml): config, init.expect, transitions. A job may be external: true;
                    it is then running_externally where a build is pending.
  --config DIR      a folder with accepted/*.yml and rejected/*.yml: every top-level key is a configuration by itself
  --flux DIR        a folder with expected.json, events/*.json and malformed/*.txt, and captured/*.http for the
                    signatures of real requests: every body is posted into a fresh copy of the world it describes
  --url, --token    the API for --flux; npm run conformance starts one
  --repeat N        runs every case N times (1)
  --help            this text

The last line is "N passed, N failed"; the exit code is 0 only if none failed and at least one passed.
`;

/** Reads the command line; answers what is wrong with it otherwise. */
export function readConformanceOptions(args: readonly string[]): Result<ConformanceOptions, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cases: { type: 'string' },
        composite: { type: 'string' },
        config: { type: 'string' },
        flux: { type: 'string' },
        url: { type: 'string', default: '' },
        token: { type: 'string', default: '' },
        help: { type: 'boolean', default: false },
        'in-memory': { type: 'boolean', default: false },
        repeat: { type: 'string', default: '1' },
      },
    });
    if (values.help) return ok({ type: 'help' });
    if (values.composite !== undefined) return ok({ type: 'composite', file: values.composite });
    if (values.config !== undefined) return ok({ type: 'config', directory: values.config });
    if (values.flux !== undefined) return ok({ type: 'flux', directory: values.flux, url: values.url, token: values.token });
    const repeat = Number(values.repeat);
    if (!Number.isInteger(repeat) || repeat < 1) return err('--repeat takes a whole number from 1');
    if (values.cases === undefined) return err('say what to run: --cases DIR, --composite FILE, --config DIR or --flux DIR');
    return ok({ type: 'cases', directory: values.cases, inMemory: values['in-memory'], repeat });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
