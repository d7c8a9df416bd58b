import { SECOND_MS } from '@holdpoint/kernel';
import { parse, stringify } from 'yaml';
import type { CallbackTransition, CaseTransition, ConformanceCase } from './conformance-case';

/** Writes a case as the text of a file that {@link readCase} reads; its durations must be whole milliseconds. */
export function writeCase({ config, init, transitions }: ConformanceCase): string {
  const file = { config: parse(config) as unknown, init: { expect: init }, transitions: transitions.map(written) };
  return stringify(file, { aliasDuplicateObjects: false });
}

function written(transition: CaseTransition): Readonly<Record<string, unknown>> {
  const { expect } = transition;
  if ('callback' in transition) return { ...writtenCallback(transition), expect };
  if ('advanceMs' in transition) {
    const { advanceMs, unnoticed } = transition;
    return { advance: `${advanceMs / SECOND_MS} seconds`, ...(unnoticed ? { unnoticed } : {}), expect };
  }
  const { event, jobs, refused } = transition;
  return { event, ...(jobs ? { jobs } : {}), ...(refused ? { refused } : {}), expect };
}

function writtenCallback({ callback, deliveries, verdicts }: CallbackTransition): Readonly<Record<string, unknown>> {
  const { attempt, ...named } = callback;
  const fault = deliveries === 0 ? { lost: true } : deliveries === 2 ? { twice: true } : {};
  const [first] = verdicts;
  return {
    callback: { ...named, ...(attempt === null ? {} : { attempt }), ...fault },
    ...(first ? { expect_verdict: verdicts.length > 1 ? verdicts : first } : {}),
  };
}
