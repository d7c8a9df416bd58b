export { equalSecrets } from './lib/equal-secrets';
export { formatSecretKey, parseSecretKeys, type SecretKey } from './lib/secret-keys';
export { Secrets, type Mac } from './lib/secrets';
