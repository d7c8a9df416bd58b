type Plain<Leaf> = Leaf | PlainMap<Leaf>;

/** A mapping as plain data, whose values are mappings or leaves. */
export interface PlainMap<Leaf> {
  readonly [key: string]: Plain<Leaf>;
}

/** Whether a value is a mapping; a leaf is text, or a list. */
export const isPlainMap = <Leaf>(value: Plain<Leaf> | undefined): value is PlainMap<Leaf> => typeof value === 'object' && !Array.isArray(value);

/** Ruby's `deep_merge`. */
export function deepMerge<Leaf>(base: PlainMap<Leaf>, own: PlainMap<Leaf>): PlainMap<Leaf> {
  const merged: Record<string, Plain<Leaf>> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const before = merged[key];
    merged[key] = isPlainMap(before) && isPlainMap(value) ? deepMerge(before, value) : value;
  }
  return merged;
}
