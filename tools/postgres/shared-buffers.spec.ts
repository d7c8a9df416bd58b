import { execFileSync } from 'node:child_process';

const GIB = 1_073_741_824;

/** What the module answers, asked as the launcher asks it: it is no CommonJS. */
function sharedBuffers(memoryBytes: readonly number[]): readonly string[] {
  const program = `import { sharedBuffers } from './shared-buffers.mjs';
    console.log(JSON.stringify(${JSON.stringify(memoryBytes)}.map((bytes) => sharedBuffers(bytes))));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: __dirname, encoding: 'utf8' })) as string[];
}

describe('the shared buffers of a lasting server', () => {
  it('are an eighth of the memory', () => {
    expect(sharedBuffers([2 * GIB, 3 * GIB])).toEqual(['256MB', '384MB']);
  });

  it('are never fewer than PostgreSQL takes by itself, nor more than a benchmark needs', () => {
    expect(sharedBuffers([GIB / 4, 24 * GIB])).toEqual(['128MB', '512MB']);
  });
});
