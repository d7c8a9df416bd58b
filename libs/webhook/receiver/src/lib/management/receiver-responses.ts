import type { NewReceiverResponse, ReceiverResponse } from '@holdpoint/pipeline-contract';
import { toTimestamp, toTimestampOrNull } from '@holdpoint/pipeline-feature';
import type { ReceiverRow } from '@holdpoint/pipeline-persistence';

/** Shows a receiver, without its secrets. */
export const toReceiver = (receiver: ReceiverRow, origin: string): ReceiverResponse => ({
  id: receiver.id,
  project_id: receiver.projectId,
  name: receiver.name,
  type: receiver.type,
  provider: receiver.provider,
  header_name: receiver.headerName,
  enabled: receiver.enabled,
  address: receiver.type === 'generic' ? null : addressOf(receiver, origin),
  previous_secret_expires_at: toTimestampOrNull(receiver.previousSecretExpiresAt),
  created_at: toTimestamp(receiver.createdAt),
  updated_at: toTimestamp(receiver.updatedAt),
});

/** Shows a receiver with the secret that it was just given. */
export function toNewReceiver(receiver: ReceiverRow, secret: string, origin: string): NewReceiverResponse {
  const address = addressOf(receiver, origin);
  return { ...toReceiver(receiver, origin), secret, address: receiver.type === 'generic' ? `${address}/${secret}` : address };
}

const addressOf = ({ projectId, id }: ReceiverRow, origin: string): string =>
  `${origin}/api/v4/projects/${projectId}/receivers/${id}/events`;
