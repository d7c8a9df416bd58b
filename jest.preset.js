const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { transform, ...preset } = require('@nx/jest/preset').default;

// Jest writes its results into this folder but does not make it.
mkdirSync(join(__dirname, 'dist/test-results'), { recursive: true });

/** Packages published as ES modules only: Jest 30 on Node 20 cannot require them untransformed. */
const esModulePackages =
  '@nestjs|file-type|strtok3|token-types|uint8array-extras|load-esm|@borewit|@tokenizer|js-yaml|dotenv|uuid|fast-check|pure-rand|re2js|content-disposition|request-filtering-agent|p-limit|yocto-queue';

module.exports = {
  ...preset,
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  testTimeout: 30_000,
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulePackages})/)`],
};
