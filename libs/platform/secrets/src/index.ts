export { equalSecrets } from './lib/equal-secrets';
export { secretDigest } from './lib/secret-digest';
export { formatSecretKey, parseSecretKeys, type SecretKey } from './lib/secret-keys';
export { Secrets, type Mac } from './lib/secrets';
