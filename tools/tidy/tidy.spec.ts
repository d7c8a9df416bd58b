/** The code about the code: what a lib shows is documented, files stay near the size at which they can be read at a glance. */
import { dirname, join, sep } from 'node:path';
import { filesUnder, isProduct, productFiles, root, shortPath } from './source-files';
import { fileSizes, functionSizes, type Sizes } from './source-sizes';
import { isTaken, mayWant, usesItself } from './taken-names';
import { exportedValues, shownValues, undocumentedDeclarations, undocumentedExports } from './undocumented-exports';

const frontDoors = filesUnder(join(root, 'libs'), '/src/index.ts');
const scripts = filesUnder(join(root, 'tools'), '.mjs');

it.each(frontDoors.map((file) => [shortPath(file), file]))('%s shows only what is documented', (_name, file) => {
  expect(undocumentedExports(file)).toEqual([]);
});

/** What is shown although tests alone take it, and why. */
const SHOWN_TO_TESTS: Readonly<Record<string, string>> = {
  JOB_KEYWORDS: 'an experiment probes every keyword there is: its test compares its probes with the parser’s own list',
  RULE_KEYWORDS: 'the same for rules',
  nextStatus: 'whoever takes places out of a model has to ask it directly where an event leads now',
};

it('shows at the front doors no value that nobody outside takes, tests not counted', () => {
  const unused = frontDoors.flatMap((door) => {
    const own = dirname(dirname(door)) + sep;
    return shownValues(door).filter((name) => !isTaken(name, (path) => !path.startsWith(own) && mayWant(path, door))).map((name) => [name, shortPath(door)]);
  });
  expect(unused.filter(([name = '']) => !Object.hasOwn(SHOWN_TO_TESTS, name))).toEqual([]);
  expect(unused.map(([name]) => name).sort()).toEqual(Object.keys(SHOWN_TO_TESTS).sort());
});

it.each([
  ['no other file takes', (name: string, file: string) => isTaken(name, (path) => path !== file)],
  ['nothing but tests uses', (name: string, file: string) => usesItself(file, name) || isTaken(name, (path) => path !== file && mayWant(path, file))],
])('exports no value that %s', (_, isUsed) => {
  const unused = [...productFiles(), ...scripts].flatMap((file) =>
    exportedValues(file).filter((name) => !isUsed(name, file)).map((name) => `${shortPath(file)}: ${name}`),
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
