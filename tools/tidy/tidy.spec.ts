/** The code about the code: what a lib shows is documented, files stay near the size at which they can be read at a glance. */
import { dirname, join, sep } from 'node:path';
import { filesUnder, isProduct, productFiles, root, shortPath } from './source-files';
import { fileSizes, functionSizes, type Sizes } from './source-sizes';
import { isTaken } from './taken-names';
import { exportedValues, shownValues, undocumentedDeclarations, undocumentedExports } from './undocumented-exports';

const frontDoors = filesUnder(join(root, 'libs'), '/src/index.ts');
const scripts = filesUnder(join(root, 'tools'), '.mjs');

it.each(frontDoors.map((file) => [shortPath(file), file]))('%s shows only what is documented', (_name, file) => {
  expect(undocumentedExports(file)).toEqual([]);
});

it('shows at the front doors no value that nobody outside takes', () => {
  const unused = frontDoors.flatMap((door) => {
    const own = dirname(dirname(door)) + sep;
    return shownValues(door).filter((name) => !isTaken(name, (path) => !path.startsWith(own))).map((name) => `${shortPath(door)}: ${name}`);
  });
  expect(unused).toEqual([]);
});

it('exports no value that no other file takes', () => {
  const unused = [...productFiles(), ...scripts].flatMap((file) =>
    exportedValues(file).filter((name) => !isTaken(name, (path) => path !== file)).map((name) => `${shortPath(file)}: ${name}`),
  );
  expect(unused).toEqual([]);
});

it('documents what the scripts in tools export', () => {
  expect(scripts.filter((file) => !file.endsWith('index.mjs')).flatMap(undocumentedDeclarations)).toEqual([]);
});

it('notices a missing comment', () => {
  expect(undocumentedDeclarations(join(__dirname, 'undocumented.fixture.ts'))).toEqual(['tools/tidy/undocumented.fixture.ts: undocumented']);
});

it.each([
  ['libs and apps', productFiles()],
  ['tools', [...scripts, ...filesUnder(join(root, 'tools'), '.ts').filter(isProduct)]],
])('keeps files and functions of %s short: half within 60 and 10 lines, nine in ten within 100 and 16, all within 320 and 70', (where, files) => {
  const [file, fn] = [fileSizes(files), functionSizes(files)];
  process.stdout.write(`${where}: files ${JSON.stringify(file)}, functions ${JSON.stringify(fn)}\n`);
  expect([...beyond(file, { median: 60, p90: 100, max: 320 }), ...beyond(fn, { median: 10, p90: 16, max: 70 })]).toEqual([]);
});

const beyond = (sizes: Sizes, limits: Omit<Sizes, 'count'>): readonly string[] =>
  (['median', 'p90', 'max'] as const).filter((name) => sizes[name] > limits[name]).map((name) => `${name}: ${sizes[name]}, not ${limits[name]}`);
