import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The hash of the program that runs: its bundle holds all of our code, so that it changes whenever findings could. */
export function hashOfProgram(file = process.argv[1] ?? ''): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
