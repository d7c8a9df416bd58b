import type { Type as Class } from '@nestjs/common';
import { getMetadataStorage, IS_OPTIONAL, ValidationTypes, type ValidatorOptions } from 'class-validator';

const grouped = new WeakMap<Class<object>, boolean>();

/**
 * Options with which class-validator looks only at what an input holds or must hold. For reports that give 3 of 11
 * parameters it took 4 % of the API's time instead of 6.
 */
export function rulesOfPresent(input: object): Pick<ValidatorOptions, 'always' | 'groups'> {
  const type = input.constructor as Class<object>;
  const isGrouped = grouped.get(type) ?? groupRules(type);
  grouped.set(type, isGrouped);
  return isGrouped ? { always: true, groups: Object.keys(input).filter((name) => Reflect.get(input, name) !== undefined) } : {};
}

/**
 * Puts the rules of every parameter that may be absent into a group of its name; those without a group always hold. A
 * class with lists of objects is left as it is: its groups would be asked of the items too, which have other parameters.
 */
function groupRules(type: Class<object>): boolean {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  if (rules.some((rule) => rule.type === ValidationTypes.NESTED_VALIDATION)) return false;
  const optional = new Set(rules.filter(({ name }) => name === IS_OPTIONAL).map(({ propertyName }) => propertyName));
  for (const rule of rules.filter(({ propertyName }) => optional.has(propertyName))) rule.groups = [rule.propertyName];
  return true;
}
