/** The code about the code: what a lib shows is documented, files stay near the size at which they can be read at a glance. */
import { readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { filesUnder, productFiles, root, shortPath } from './source-files';
import { fileSizes, functionSizes } from './source-sizes';
import { shownValues, undocumentedDeclarations, undocumentedExports } from './undocumented-exports';

const frontDoors = filesUnder(join(root, 'libs'), '/src/index.ts');
const scripts = filesUnder(join(root, 'tools'), '.mjs');

it.each(frontDoors.map((file) => [shortPath(file), file]))('%s shows only what is documented', (_name, file) => {
  expect(undocumentedExports(file)).toEqual([]);
});

it('shows at the front doors no value that nobody outside takes', () => {
  const files = ['libs', 'apps', 'tools'].flatMap((folder) => filesUnder(join(root, folder), '.ts')).map((path) => ({ path, words: new Set(readFileSync(path, 'utf8').match(/\w+/g)) }));
  const unused = frontDoors.flatMap((door) => {
    const own = dirname(dirname(door)) + sep;
    const outside = files.filter(({ path }) => !path.startsWith(own));
    return shownValues(door).filter((name) => !outside.some(({ words }) => words.has(name))).map((name) => `${shortPath(door)}: ${name}`);
  });
  expect(unused).toEqual([]);
});

it('documents what the scripts in tools export', () => {
  expect(scripts.filter((file) => !file.endsWith('index.mjs')).flatMap(undocumentedDeclarations)).toEqual([]);
});

it('notices a missing comment', () => {
  expect(undocumentedDeclarations(join(__dirname, 'undocumented.fixture.ts'))).toEqual(['tools/tidy/undocumented.fixture.ts: undocumented']);
});

it('keeps files and functions short: medians near 60 and 10 lines', () => {
  const files = productFiles();
  const [file, fn] = [fileSizes(files), functionSizes(files)];
  process.stdout.write(`files ${JSON.stringify(file)}\nfunctions ${JSON.stringify(fn)}\n`);
  expect(file.median).toBeLessThanOrEqual(75);
  expect(fn.median).toBeLessThanOrEqual(12);
});
