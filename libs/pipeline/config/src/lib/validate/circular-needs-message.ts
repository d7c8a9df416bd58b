/** GitLab's line for one cycle; a job that needs itself is named as such. */
export function circularNeedsMessage(cycle: readonly string[]): string {
  const [first] = cycle;
  const what = cycle.length === 1 ? `self-dependency: ${first}` : [...cycle, first].join(' -> ');
  return `The pipeline has circular dependencies: ${what}`;
}
