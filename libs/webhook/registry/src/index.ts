export { RegistryAllowList } from './lib/allow-list/registry-allow-list';
export { parseRepository, type Repository } from './lib/repository/parse-repository';
