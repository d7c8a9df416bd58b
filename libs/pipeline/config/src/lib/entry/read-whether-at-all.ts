import { oneOf, type Field } from './fields';
import { printed } from './printed';

const WORDS = ['always', 'never'] as const;

/** Reads `when` of a rule that decides about a whole pipeline or an included file: `always` unless it says otherwise. */
export function readWhetherAtAll(field: Field | null): (typeof WORDS)[number] {
  if (field === null) return 'always';
  const when = oneOf(WORDS, field.node);
  if (when === null) field.owner.attribute('when', `unknown value: ${printed(field.node)}`, field.node.offset);
  return when ?? 'always';
}
