import { storableText } from '@holdpoint/webhook-adapters';

/** Of one text so many characters are kept; the message of a failed Helm action has thousands of them. */
const TEXT_MAX = 1_024;

/** Of all texts together. */
const TOTAL_MAX = 16_384;

/** What a value costs beside its text. */
const VALUE_COST = 8;

/** Cuts a value of JSON to what a row of the ledger may hold, and makes its texts such as can be stored. Small ones stay as they are. */
export function cutJson(value: unknown): unknown {
  let left = TOTAL_MAX;
  const cutText = (text: string): string => {
    const kept = storableText(text, Math.min(TEXT_MAX, left));
    left -= kept.length;
    return kept;
  };
  const cutAll = <T>(items: readonly T[], cut: (item: T) => unknown): unknown[] => {
    const kept: unknown[] = [];
    for (const item of items) {
      if (left <= VALUE_COST) break;
      left -= VALUE_COST;
      kept.push(cut(item));
    }
    return kept;
  };
  const cut = (item: unknown): unknown => {
    if (typeof item === 'string') return cutText(item);
    if (Array.isArray(item)) return cutAll(item, cut);
    if (typeof item !== 'object' || item === null) return item;
    const fields = cutAll(Object.entries(item), ([name, field]) => [cutText(name), cut(field)]);
    return Object.fromEntries(fields as [string, unknown][]);
  };
  return cut(value);
}
