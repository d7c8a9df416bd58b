import type { ValidationError } from 'class-validator';

/** Writes what validation found in GitLab's words: `ref is missing`, `variables[0][key] is invalid`. */
export function describeProblems(errors: readonly ValidationError[], parent = ''): readonly string[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const name = parent ? `${parent}[${property}]` : property;
    const [first] = Object.values(constraints ?? {});
    return [...(first ? [`${name} ${first}`] : []), ...describeProblems(children ?? [], name)];
  });
}
