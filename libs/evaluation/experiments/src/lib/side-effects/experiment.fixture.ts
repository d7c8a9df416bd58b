import type { Finding } from '@holdpoint/evaluation-experiment';
import { ReducerEngine, readCase, runCase } from '@holdpoint/evaluation-scenario';
import { HOLDPOINT_CI_MODEL, type CiModel } from '@holdpoint/pipeline-domain';
import type { Course } from './course';
import { WAITING_DESIGNS } from './waiting-design';

/** A course that nobody watches and nobody stops. */
export const UNWATCHED: Course = { signal: new AbortController().signal, progress: () => undefined };

/** The findings in short. */
export const severities = (findings: readonly Finding[]): readonly string[] => findings.map(({ id, severity }) => `${id}: ${severity}`);

/**
 * Runs the reproduction of every finding that has one; answers those that the product fails, and those that their design
 * passes.
 */
export async function faultyReproductions(findings: readonly Finding[]): Promise<readonly string[]> {
  const faulty: string[] = [];
  for (const { id, reproduction } of findings) {
    const design = WAITING_DESIGNS.find((one) => id.startsWith(`${one.id}.`));
    if (reproduction === null || !design) continue;
    if (!(await passes(HOLDPOINT_CI_MODEL, id, reproduction))) faulty.push(`${id} fails on the product`);
    if (await passes(design.model, id, reproduction)) faulty.push(`${id} passes on its design`);
  }
  return faulty;
}

async function passes(model: CiModel, name: string, text: string): Promise<boolean> {
  const read = readCase(name, text);
  if (!read.ok) throw new Error(read.error);
  return (await runCase(new ReducerEngine(model), read.value)).failure === null;
}
