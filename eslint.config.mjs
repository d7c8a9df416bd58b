import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { productConstraints, specConstraints } from './tools/lint/boundaries.mjs';
import { constantTimeCompare } from './tools/lint/constant-time-compare.mjs';
import { noSqlClock } from './tools/lint/no-sql-clock.mjs';
import { noWallClock } from './tools/lint/no-wall-clock.mjs';
import { corridorRules, hashingRules, pureRules, typeormRules } from './tools/lint/purity.mjs';
import { importRules, productRules, typescriptRules } from './tools/lint/typescript-rules.mjs';

const root = import.meta.dirname;
const SCRIPTS = ['**/*.{js,cjs,mjs,mts}'];
const PRODUCT = ['libs/**/*.ts', 'apps/**/*.ts'];
const SPECS = ['**/*.spec.ts', '**/*.fixture.ts', 'libs/**/testing/**/*.ts'];
/** The one place that may ask this machine what time it is. */
const CLOCK_ADAPTERS = ['**/system-clock.ts'];
/** The migration that defines holdpoint_now(), and its spec. */
const CLOCK_DEFINITION = ['libs/pipeline/persistence/**/*holdpoint-now*'];
const PURE = ['libs/**/{domain,config,contract,oracle,application,kernel}/**/*.ts'];

/** Where secrets of others are checked and kept. */
const SECRETS = ['libs/webhook/**/*.ts', 'libs/platform/secrets/**/*.ts'];

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': ['error', { depConstraints, banTransitiveDependencies: true, enforceBuildableLibDependency: false }],
});
const nodeGlobals = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']));

export default defineConfig(
  { ignores: ['**/node_modules', '**/dist', '.nx', '.data', '**/coverage'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: SCRIPTS, extends: [eslint.configs.recommended], languageOptions: { globals: nodeGlobals } },
  { files: ['**/*.{js,cjs}'], languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' } } },
  { files: ['**/*.mts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: `${root}/tsconfig.base.json` })],
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: { ...typescriptRules, ...importRules, ...boundaries(productConstraints) },
  },
  {
    files: PRODUCT,
    plugins: { holdpoint: { rules: { 'no-wall-clock': noWallClock, 'no-sql-clock': noSqlClock, 'constant-time-compare': constantTimeCompare } } },
    rules: { ...productRules, 'holdpoint/no-wall-clock': 'error', 'holdpoint/no-sql-clock': 'error' },
  },
  { files: ['libs/**/{persistence,database,runtime}/**/*.ts'], rules: typeormRules },
  { files: PURE, rules: pureRules },
  { files: ['libs/webhook/adapters/**/*.ts', 'libs/pipeline/config/**/*.ts'], rules: hashingRules },
  { files: SECRETS, rules: { 'holdpoint/constant-time-compare': 'error' } },
  { files: ['libs/**/application/**/corridor/**/*.ts'], rules: corridorRules },
  // Thousands of lines of SQL text are not a long function.
  { files: ['**/migrations/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: CLOCK_ADAPTERS, rules: { 'holdpoint/no-wall-clock': 'off' } },
  { files: CLOCK_DEFINITION, rules: { 'holdpoint/no-sql-clock': 'off' } },
  {
    files: SPECS,
    rules: {
      ...boundaries(specConstraints),
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'holdpoint/no-wall-clock': 'off',
      'holdpoint/constant-time-compare': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-imports': 'off',
    },
  },
);
