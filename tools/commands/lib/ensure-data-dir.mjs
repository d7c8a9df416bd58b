import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from './command.mjs';

/**
 * Makes the data directory, level by level: where nothing can be made, as below /proc, Node's own recursive `mkdir` never
 * ends.
 */
export function ensureDataDir(directory) {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new CommandError(`HOLDPOINT_DATA_DIR must be a directory that this process may write to, or make: ${directory} is not (${error.code}).`);
  }
}

function makeDirectory(directory) {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(directory) !== directory) makeDirectory(dirname(directory));
  mkdirSync(directory);
}
