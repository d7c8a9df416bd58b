import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole repository, wherever a command is called from. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A path inside the repository. */
export const inRoot = (...parts) => join(ROOT, ...parts);

/** Where the caller stood: npm changes to the repository's root, but file names on the command line mean the caller's folder. */
export const callerDirectory = () => (process.env.npm_lifecycle_event && process.env.INIT_CWD) || process.cwd();
