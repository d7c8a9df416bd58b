const TRUE: readonly unknown[] = [true, 1, '1', 't', 'true', 'y', 'yes', 'on'];
const FALSE: readonly unknown[] = [false, 0, '0', 'f', 'false', 'n', 'no', 'off'];

const lowered = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Reads a boolean in any of the spellings that GitLab takes (`True` among them); anything else stays as it is. */
export function toBoolean(value: unknown): unknown {
  if (TRUE.includes(lowered(value))) return true;
  return FALSE.includes(lowered(value)) ? false : value;
}

/** Reads a plain decimal number; anything else stays as it is, for validation to refuse. */
export function toInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
}

/** Reads a decimal number with or without a fraction; anything else stays as it is, for validation to refuse. */
export function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}(\.\d{1,16})?$/.test(value.trim()) ? Number(value) : value;
}

/** Takes a JSON number or boolean where text is expected, as GitLab does. */
export function toText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Reads a list given as `x=a`, `x[]=a` or `x[0]=a`; an empty text is an empty list. */
export function toList(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value;
}

/** Reads a list as {@link toList} does, whose texts may be several with commas between them. */
export function toCommaList(value: unknown): unknown {
  const list = toList(value);
  if (!Array.isArray(list)) return list;
  return list.flatMap((item: unknown) => (typeof item === 'string' ? item.split(',').map((part) => part.trim()) : [item]));
}
