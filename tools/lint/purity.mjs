/** Globals that would give pure code a clock, a timer, an environment or a world outside; `no-wall-clock` sees to `Date`. */
const IMPURE_GLOBALS = [
  'performance', 'process', 'console', 'fetch', 'crypto', 'setTimeout', 'setInterval', 'setImmediate',
];

const asRestricted = (names) => names.map((name) => ({ name, message: 'This project is pure: take what you need as an argument.' }));

const NODE_MODULES = [{ group: ['node:*'], message: 'This project is pure: no input or output of its own.' }];

/** Rules of the pure projects: the same input gives the same output, whenever and wherever it runs. */
export const pureRules = {
  'no-restricted-globals': ['error', ...asRestricted(IMPURE_GLOBALS)],
  'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Take the random value as an argument.' }],
  'no-restricted-imports': ['error', { patterns: NODE_MODULES }],
};

/** Hashes are functions like any other: whoever reads signed bytes needs them, or makes names of names. */
const OTHER_NODE_MODULES = [{ regex: '^node:(?!crypto$)', message: 'This project is pure: no input or output of its own.' }];

/** Rules of the projects that read what other systems and people write: pure, but for the hashes of node:crypto. */
export const hashingRules = { ...pureRules, 'no-restricted-imports': ['error', { patterns: OTHER_NODE_MODULES }] };

const CORRIDOR_TIMERS = ['setImmediate', 'setTimeout'];

/** The corridor is the one pure-minded place that waits: for the event loop to come round, and for a pipeline held elsewhere. */
export const corridorRules = {
  ...pureRules,
  'no-restricted-globals': ['error', ...asRestricted(IMPURE_GLOBALS.filter((name) => !CORRIDOR_TIMERS.includes(name)))],
};

const COLUMN_CLOCKS = ['CreateDateColumn', 'UpdateDateColumn', 'DeleteDateColumn'];

/** Rules of the projects that use TypeORM: its own date columns take their default from a clock of the database. */
export const typeormRules = {
  'no-restricted-imports': ['error', { paths: [{ name: 'typeorm', importNames: COLUMN_CLOCKS, message: 'The instant comes with the row; no column reads a clock.' }] }],
};
