import type { WatchedObject } from '@holdpoint/pipeline-domain';
import type { FieldReader } from './field-reader';
import { NAME } from './field-type';

/** Reads the object of another system that an event is about. */
export const readObject = (fields: FieldReader): WatchedObject => ({
  kind: fields.required('kind', NAME),
  namespace: fields.required('namespace', NAME),
  name: fields.required('name', NAME),
});
