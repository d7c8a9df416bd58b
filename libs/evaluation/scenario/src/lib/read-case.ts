import { err, ok, type Result } from '@holdpoint/kernel';
import { parse, stringify } from 'yaml';
import type { CaseTransition, CaseView, ConformanceCase } from './conformance-case';

/** Reads a case from the text of its file; answers what is wrong with it otherwise. */
export function readCase(name: string, text: string): Result<ConformanceCase, string> {
  try {
    const { config, init, transitions = [] } = mapping(parse(text), 'the case');
    return ok({
      name,
      config: stringify(mapping(config, 'config')),
      init: view(mapping(init, 'init')['expect'], 'init'),
      transitions: list(transitions, 'transitions').map(transition),
    });
  } catch (error) {
    return err(`${name} is not a case: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function transition(value: unknown, index: number): CaseTransition {
  const where = `transitions[${index}]`;
  const { event, jobs, expect } = mapping(value, where);
  return {
    event: text(event, `${where}.event`),
    jobs: jobs === undefined ? null : list(jobs, `${where}.jobs`).map((job) => text(job, `${where}.jobs`)),
    expect: view(expect, where),
  };
}

function view(value: unknown, where: string): CaseView {
  const { pipeline, stages, jobs } = mapping(value, `${where}.expect`);
  return {
    pipeline: text(pipeline, `${where}.expect.pipeline`),
    stages: statuses(stages, `${where}.expect.stages`),
    jobs: statuses(jobs, `${where}.expect.jobs`),
  };
}

function statuses(value: unknown, where: string): Readonly<Record<string, string>> {
  const entries = Object.entries(mapping(value, where));
  return Object.fromEntries(entries.map(([name, status]) => [name, text(status, `${where}.${name}`)]));
}

function mapping(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${where} should be a mapping`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} should be a list`);
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${where} should be a string`);
}
