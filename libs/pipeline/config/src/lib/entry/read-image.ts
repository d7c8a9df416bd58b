import { checkKeys, supportTable } from '../keyword/check-keys';
import { fieldOf, type Field } from './fields';
import { asString } from './string-lists';

const keySupport = supportTable(['name'], ['docker', 'entrypoint', 'kubernetes', 'ports', 'pull_policy']);

/** Reads `image`, a name or a mapping with `name`; null when absent or reported. */
export function readImage(field: Field | null): string | null {
  if (field === null) return null;
  const { node, scope } = field;
  const name = asString(node);
  if (name !== null) return nonBlank(name, () => scope.attribute('name', "can't be blank", node.offset));
  if (node.kind !== 'map') {
    scope.config('should be a hash or a string', node.offset);
    return null;
  }
  checkKeys(node, scope, keySupport);
  const inner = fieldOf(node, 'name', scope);
  if (inner === null) scope.attribute('name', "can't be blank", node.offset);
  else if (asString(inner.node) === null) scope.attribute('name', 'should be a string', inner.node.offset);
  else return nonBlank(asString(inner.node) ?? '', () => scope.attribute('name', "can't be blank", inner.node.offset));
  return null;
}

function nonBlank(name: string, report: () => void): string | null {
  if (name.trim() !== '') return name;
  report();
  return null;
}
