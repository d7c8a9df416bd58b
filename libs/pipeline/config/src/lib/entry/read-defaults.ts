import type { RetryPlan } from '@holdpoint/pipeline-domain';
import { checkKeys } from '../keyword/check-keys';
import { jobKeySupport } from '../keyword/keyword-support';
import type { Scope } from '../problem/scope';
import type { YamlMap } from '../yaml/yaml-node';
import { fieldOf, readBooleanEntry, type Field } from './fields';
import { inherits, type Inherit } from './read-inherit';
import { readImage } from './read-image';
import { readRetry } from './read-retry';
import { readTags } from './read-tags';
import { readTimeout } from './read-timeout';

/** What a job may take from `default:`; null is "not said". */
export interface InheritableValues {
  readonly image: string | null;
  readonly interruptible: boolean | null;
  readonly retry: RetryPlan | null;
  readonly tags: readonly string[] | null;
  /** Milliseconds. */
  readonly timeout: number | null;
}

const NOTHING: InheritableValues = { image: null, interruptible: null, retry: null, tags: null, timeout: null };

const READERS: { readonly [K in keyof InheritableValues]: (field: Field | null) => InheritableValues[K] } = {
  image: readImage,
  interruptible: readBooleanEntry,
  retry: readRetry,
  tags: readTags,
  timeout: readTimeout,
};

/** Reads `default:`. */
export function readDefaults(field: Field | null): InheritableValues {
  if (field === null) return NOTHING;
  const { node, scope } = field;
  if (node.kind !== 'map') {
    scope.config('should be a hash', node.offset);
    return NOTHING;
  }
  checkKeys(node, scope, (key) => jobKeySupport(key, 'defaults'));
  const read = <K extends keyof InheritableValues>(key: K): InheritableValues[K] => READERS[key](fieldOf(node, key, scope));
  return {
    image: read('image'),
    interruptible: read('interruptible'),
    retry: read('retry'),
    tags: read('tags'),
    timeout: read('timeout'),
  };
}

/** A job's own value of a key, else the one from `default:`, unless the job does not inherit it. */
export function readInheritable<K extends keyof InheritableValues>(
  key: K,
  job: { readonly map: YamlMap; readonly scope: Scope; readonly inherit: Inherit },
  defaults: InheritableValues,
): InheritableValues[K] | null {
  const field = fieldOf(job.map, key, job.scope);
  if (field !== null) return READERS[key](field);
  return inherits(job.inherit.default, key) ? defaults[key] : null;
}
