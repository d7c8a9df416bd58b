import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfTimes, type CpuProfile } from './self-times';

const SHOWN = 40;

/** Where the API's time went, by function and by package, for every profile in a folder. */
export function summariseProfiles(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => summarise(join(folder, name)))
    .join('\n');
}

function summarise(file: string): string {
  const { busyMs, byFunction, byPackage } = selfTimes(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile);
  const lines = (times: ReadonlyMap<string, number>): string[] =>
    [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN).map(([name, ms]) => `  ${((100 * ms) / busyMs).toFixed(1).padStart(5)} %  ${name}`);
  return [`${file}: ${Math.round(busyMs)} ms busy`, ' by package', ...lines(byPackage), ' by function', ...lines(byFunction), ''].join('\n');
}
