/**
 * Which project may import which, by its `type:` tag, and which packages it may import. A missing `packages` means any.
 * Nx combines the constraints of all tags of a project with AND, so type and scope are two independent tables.
 */
const TYPES = {
  app: { uses: ['feature', 'adapter', 'provider', 'application', 'config', 'domain', 'contract', 'platform', 'kernel', 'harness'] },
  feature: {
    uses: ['feature', 'adapter', 'provider', 'application', 'config', 'domain', 'contract', 'platform', 'kernel'],
    packages: [
      '@nestjs/*',
      'class-validator',
      'class-transformer',
      'rxjs',
      'fastify',
      '@fastify/*',
      'qs',
      'cron',
      'better-sse',
      'dataloader',
      'rate-limiter-flexible',
      'ipaddr.js',
    ],
  },
  adapter: {
    uses: ['application', 'provider', 'domain', 'platform', 'kernel'],
    packages: ['typeorm', 'pg', 'graphile-worker', 'dataloader', 'standardwebhooks', 'request-filtering-agent', 'undici', 'lru-cache', 'p-limit'],
  },
  /** Reads what other systems send; pure. */
  provider: { uses: ['domain', 'kernel'], packages: ['cloudevents'] },
  application: { uses: ['domain', 'config', 'contract', 'kernel'], packages: ['@nestjs/common', 'uuid'] },
  config: { uses: ['domain', 'kernel'], packages: ['yaml', 're2js'] },
  domain: { uses: ['domain', 'kernel'], packages: [] },
  contract: { uses: ['kernel'], packages: [] },
  platform: {
    uses: ['platform', 'kernel'],
    packages: ['@nestjs/*', 'typeorm', 'pg', 'pino', 'class-validator', 'class-transformer', 'graphile-worker', 'dataloader'],
  },
  kernel: { uses: [], packages: [] },
  oracle: { uses: ['kernel'], packages: [] },
  harness: { uses: ['harness', 'oracle', 'application', 'adapter', 'provider', 'config', 'domain', 'contract', 'platform', 'kernel'] },
  testing: { uses: ['application', 'config', 'domain', 'contract', 'platform', 'kernel'], packages: ['pg'] },
  tool: { uses: ['tool'] },
};

/** Which corner of the system may know which other; the code points from demonstration to pipeline to platform, never back. */
const SCOPES = {
  shared: ['shared'],
  pipeline: ['pipeline', 'shared'],
  webhook: ['webhook', 'pipeline', 'shared'],
  evaluation: ['evaluation', 'webhook', 'pipeline', 'shared'],
};

/** What a spec may import beyond what its project may: test packages, and the projects that exist for tests. */
const SPEC_PACKAGES = ['fast-check', '@nestjs/testing', 'eventsource-parser', 'standardwebhooks'];
const SPEC_TYPES = ['testing'];

/** The constraints for product code. */
export const productConstraints = [...typeConstraints(), ...scopeConstraints()];

/** The constraints for spec files and fixtures. */
export const specConstraints = [...typeConstraints(SPEC_TYPES, SPEC_PACKAGES), ...scopeConstraints()];

function typeConstraints(moreTypes = [], morePackages = []) {
  return Object.entries(TYPES).map(([type, { uses, packages }]) => ({
    sourceTag: `type:${type}`,
    onlyDependOnLibsWithTags: [...uses, ...moreTypes].map((used) => `type:${used}`),
    ...(packages ? { allowedExternalImports: [...packages, ...morePackages] } : {}),
  }));
}

function scopeConstraints() {
  return Object.entries(SCOPES).map(([scope, uses]) => ({
    sourceTag: `scope:${scope}`,
    onlyDependOnLibsWithTags: uses.map((used) => `scope:${used}`),
  }));
}
