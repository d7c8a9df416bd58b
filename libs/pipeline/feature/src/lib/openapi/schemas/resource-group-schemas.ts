import type { ResourceGroupResponse } from '@holdpoint/pipeline-contract';
import { PROCESS_MODES } from '@holdpoint/pipeline-domain';
import { integer, objectOf, text, timestamp, words } from '../schema';

/** Schemas of resource groups. */
export const RESOURCE_GROUP_SCHEMAS = {
  ResourceGroup: objectOf<ResourceGroupResponse>({
    id: integer,
    key: text,
    process_mode: words(...PROCESS_MODES),
    created_at: timestamp,
    updated_at: timestamp,
  }),
};
