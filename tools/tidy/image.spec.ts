/** What can be said of the image without a container engine: its Node is the one that is told of, and nobody's settings are in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-files';

const contentOf = (file: string): string => readFileSync(join(root, file), 'utf8');

it('has the same Node in all its stages, and as the README says', () => {
  const images = [...contentOf('docker/Dockerfile').matchAll(/^FROM node:(\d+)-slim/gm)].map(([, major]) => major);
  expect(new Set(images).size).toBe(1);
  expect(contentOf('README.md')).toContain(`an image, on Node ${images[0]},`);
});

it('is built without files that hold settings, whatever their suffix', () => {
  expect(contentOf('docker/Dockerfile.dockerignore').split('\n')).toContain('**/.env*');
});

it('gives Node the options that `npm start`, the benchmark and the README give it', () => {
  const optionsIn = (file: string): string | undefined => /--max-semi-space-size=\d+/.exec(contentOf(file))?.[0];
  const given = ['docker/Dockerfile', 'tools/commands/start.mjs', 'tools/commands/bench.mjs', 'apps/bench/src/api/api-process.ts', 'README.md'].map(optionsIn);
  expect(given[0]).toBeDefined();
  expect(new Set(given).size).toBe(1);
});
