/** A mapping of YAML whose keys are all known; throws what is wrong, with the place. */
export function mapping(value: unknown, where: string, known?: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where} should be a mapping`);
  const unknown = Object.keys(value).find((key) => known !== undefined && !known.includes(key));
  if (unknown !== undefined) throw new Error(`${where} has the unknown key ${unknown}; it may have ${known?.join(', ')}`);
  return { ...value };
}

/** A list; throws otherwise. */
export function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} should be a list`);
}

/** A string; throws otherwise. */
export function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${where} should be a string`);
}

/** True when a flag is there; it may only be left out or `true`. Throws otherwise. */
export function flag(value: unknown, where: string): boolean {
  if (value === undefined || value === true) return value === true;
  throw new Error(`${where} should be true or left out`);
}

/** One of some words; throws otherwise. */
export function oneOf<T extends string>(words: readonly T[], value: unknown, where: string): T {
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  throw new Error(`${where} should be one of ${words.join(', ')}`);
}
