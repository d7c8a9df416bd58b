export { verifySignature, type SignatureVerdict } from './lib/signature/verify-signature';
