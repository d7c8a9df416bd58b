/** What can be measured by itself. */
export const SCENARIO_NAMES = [
  'callbacks-16',
  'callbacks-64',
  'callbacks-shared',
  'lateness',
  'million',
  'pass',
  'signature-timing',
  'statements',
] as const;

/** One of {@link SCENARIO_NAMES}. */
export type ScenarioName = (typeof SCENARIO_NAMES)[number];
