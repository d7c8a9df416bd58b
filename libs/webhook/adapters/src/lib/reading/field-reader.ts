import { isJsonObject, ok, type Result } from '@holdpoint/kernel';
import type { MalformedDelivery } from '../event-adapter';
import type { FieldType } from './field-type';
import { malformed } from './malformed';

/** Thrown by the reader and caught by {@link readFields}; seen by nobody else. */
class Refusal extends Error {}

/** Reads the fields of one object. A field that is null is one that is not there, as templates write it. */
export class FieldReader {
  /** `path` is what stands before the names of the fields in a problem, with its dot. */
  constructor(private readonly object: object, private readonly path = '') {}

  /** Reads a field that must be there. */
  required<T>(name: string, type: FieldType<T>): T {
    return this.optional(name, type) ?? refuse(`${this.path}${name} is missing: it must be ${type.is}`);
  }

  /** Reads a field that may be left out; null when it is. */
  optional<T>(name: string, type: FieldType<T>): T | null {
    const value = this.valueOf(name);
    return value === null ? null : (type.parse(value) ?? refuse(`${this.path}${name} must be ${type.is}`));
  }

  /** Reads a field under the first of its names that is there; those that are there must say the same. */
  aliased<T>(names: readonly string[], type: FieldType<T>): T | null {
    const values = new Set(names.map((name) => this.optional(name, type)).filter((value) => value !== null));
    if (values.size > 1) refuse(`${names.map((name) => this.path + name).join(' and ')} are the same field and differ: send one of them`);
    return [...values][0] ?? null;
  }

  /** Reads the object in a field; null when it is left out. */
  nested(name: string): FieldReader | null {
    const value = this.valueOf(name);
    if (value === null) return null;
    return isJsonObject(value) ? new FieldReader(value, `${this.path}${name}.`) : refuse(`${this.path}${name} must be an object`);
  }

  /** Which of these fields are there. */
  given<K extends string>(names: readonly K[]): readonly K[] {
    return names.filter((name) => this.valueOf(name) !== null);
  }

  /** Refuses the object for what its fields say together. */
  refuse(problem: string): never {
    return refuse(problem);
  }

  private valueOf(name: string): unknown {
    return Object.hasOwn(this.object, name) ? (Reflect.get(this.object, name) ?? null) : null;
  }
}

/** Reads a value that must be an object, `what` by name, up to the first problem. */
export function readFields<T>(value: unknown, what: string, read: (fields: FieldReader) => T): Result<T, MalformedDelivery> {
  if (!isJsonObject(value)) return malformed(`${what} must be a JSON object`);
  try {
    return ok(read(new FieldReader(value)));
  } catch (error) {
    if (error instanceof Refusal) return malformed(error.message);
    throw error;
  }
}

function refuse(problem: string): never {
  throw new Refusal(problem);
}
