export { RegistryAllowList } from './lib/allow-list/registry-allow-list';
export type { RegistryCredentials } from './lib/auth/credentials';
export type { RegistryAuth } from './lib/memory-registry/registry-guard';
export { startMemoryRegistry, type MemoryRegistry, type MemoryRegistryOptions } from './lib/memory-registry/start-memory-registry';
export { parseRepository, type Repository } from './lib/repository/parse-repository';
