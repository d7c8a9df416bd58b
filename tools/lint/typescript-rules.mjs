/** What is asked of all TypeScript here beyond typescript-eslint's recommended set; several need type information. */
export const typescriptRules = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // A Nest module is a class with nothing in it but its decorator.
  '@typescript-eslint/no-extraneous-class': 'off',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

/** What is asked of product code only; specs may be long and need not write out the types of their helpers. */
export const productRules = {
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 60, skipComments: true }],
};

/** Import hygiene: no knots, no `export *`, so that a project's front door lists what it shows. */
export const importRules = {
  'import-x/no-cycle': 'error',
  'import-x/no-self-import': 'error',
  'import-x/avoid-re-export-all': 'error',
  'import-x/no-default-export': 'error',
};
