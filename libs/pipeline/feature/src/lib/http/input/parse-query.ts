import qs from 'qs';

/** More than any request needs; more are refused, since one that is left out could be one that matters. */
export const PARAMETERS_MAX = 2_000;

/** Tells whether a query or a form body has more fields than {@link parseQuery} reads. */
export const hasTooManyFields = (text: string): boolean => text.split('&').length > PARAMETERS_MAX;

/**
 * Reads a query or a form body as Rack does: `a[]=1` makes lists, `a[b]=1` objects, `a[][b]=1` lists of objects,
 * and of a parameter given twice the last one counts.
 */
export function parseQuery(text: string): Record<string, unknown> {
  return qs.parse(numberListItems(keepValuesWhole(text)), {
    depth: 5,
    parameterLimit: PARAMETERS_MAX,
    arrayLimit: PARAMETERS_MAX,
    duplicates: 'last',
  });
}

/** Rack ends a name at its first `=`; `qs` at the first `]=`, even if that stands in the value. */
function keepValuesWhole(text: string): string {
  return text
    .split('&')
    .map((part) => part.split('='))
    .map(([name = '', ...value]) => (value.length === 0 ? name : `${name}=${value.join('%3D')}`))
    .join('&');
}

const LIST_ITEM = /^([^[\]]+)\[\]\[([^[\]]+)\]/;

/**
 * Writes `a[][b]` as `a[0][b]`, `a[1][b]`, …: a new item starts where a key comes that the item already has.
 * Without it `qs` merges all items into one.
 */
function numberListItems(text: string): string {
  if (!/(\[|%5B)(\]|%5D)(\[|%5B)/i.test(text)) return text;
  const items = new Map<string, { index: number; keys: Set<string> }>();
  return text
    .split('&')
    .map((part) => numberListItem(part, items))
    .join('&');
}

function numberListItem(part: string, items: Map<string, { index: number; keys: Set<string> }>): string {
  const [name = '', ...value] = part.split('=');
  const plain = name.replaceAll(/%5B/gi, '[').replaceAll(/%5D/gi, ']');
  const [prefix, list = '', key = ''] = LIST_ITEM.exec(plain) ?? [];
  if (prefix === undefined) return part;
  const item = items.get(list) ?? { index: 0, keys: new Set() };
  if (item.keys.has(key)) {
    item.index += 1;
    item.keys.clear();
  }
  item.keys.add(key);
  items.set(list, item);
  return [`${list}[${item.index}][${key}]${plain.slice(prefix.length)}`, ...value].join('=');
}
