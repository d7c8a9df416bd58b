export { HookTargets, type HookTarget } from './lib/guard/hook-targets';
export { HookSender, type HookAnswer, type HookRequest } from './lib/sending/hook-sender';
export { judgeAnswer, type HookOutcome } from './lib/sending/judge-answer';
export { signatureHeaders, type SignedMessage } from './lib/signing/signature-headers';
export { isWebhookSecret, makeWebhookSecret, WEBHOOK_SECRET_FORM } from './lib/signing/webhook-secret';
