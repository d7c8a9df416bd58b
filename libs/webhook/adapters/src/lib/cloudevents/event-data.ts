import { ok, type Result } from '@holdpoint/kernel';
import type { MalformedDelivery } from '../event-adapter';
import { readJsonBody } from '../reading/json-body';
import { malformed } from '../reading/malformed';
import type { CloudEventContent } from './cloudevent-content';
import { isJson, mediaTypeOf } from './media-type';

/** The data of an event, which must be JSON; without a `datacontenttype` it is. */
export function eventData({ attributes, data }: CloudEventContent): Result<unknown, MalformedDelivery> {
  const { datacontenttype = 'application/json' } = attributes;
  if (!isJson(mediaTypeOf(String(datacontenttype)))) return malformed('The data is not JSON: send it as application/json');
  return data.type === 'value' ? ok(data.value) : readJsonBody(data.bytes, 'data');
}
