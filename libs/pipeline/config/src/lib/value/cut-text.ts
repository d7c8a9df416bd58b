/** The first characters of a text; never half of a surrogate pair, which cannot be stored or sent on. */
export function cutText(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, '');
}
