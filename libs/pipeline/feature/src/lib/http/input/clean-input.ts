import { isUnsafeText } from '@holdpoint/kernel';
import { ApiError } from '../error/api-error';

/** Keys with a meaning of their own to JavaScript; no parameter is called so, and unknown parameters are ignored. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Walks parsed input, drops keys that could reach a prototype and refuses text that cannot be stored or echoed.
 * The parsers have bounded how deep it goes.
 */
export function cleanInput(value: unknown, name = ''): void {
  if (typeof value === 'string') {
    if (isUnsafeText(value)) throw new ApiError('text_unsafe', { param: name || 'body' });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => cleanInput(item, `${name}[${index}]`));
  } else if (typeof value === 'object' && value !== null) {
    cleanObject(value, name);
  }
}

function cleanObject(value: object, parent: string): void {
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) {
      Reflect.deleteProperty(value, key);
      continue;
    }
    if (isUnsafeText(key)) throw new ApiError('text_unsafe', { param: parent || 'a parameter name' });
    cleanInput(Reflect.get(value, key), parent ? `${parent}[${key}]` : key);
  }
}
