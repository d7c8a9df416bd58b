export type { Delivery, EventAdapter, MalformedDelivery } from './lib/event-adapter';
export { adapterOf, PROVIDERS, type Provider } from './lib/providers';
export { readJsonBody } from './lib/reading/json-body';
export { storableText } from './lib/reading/storable-text';
export { parseRevision, type Revision } from './lib/revision/parse-revision';
export { verifySignature, type SignatureVerdict } from './lib/signature/verify-signature';
