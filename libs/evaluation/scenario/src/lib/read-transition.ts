import { DAY_MS, SECOND_MS } from '@holdpoint/kernel';
import { parseDurationSeconds } from '@holdpoint/pipeline-config';
import { CALLBACK_OUTCOMES, VERDICTS, type Verdict } from '@holdpoint/pipeline-domain';
import type { AdvanceTransition, CallbackTransition, CaseCallback, CaseTransition, CaseView, EventTransition } from './conformance-case';
import { readDetails } from './read-details';
import { flag, list, mapping, oneOf, text } from './read-fields';

/** Keeps instants within what every store can hold. */
const ADVANCE_MAX_MS = 366 * DAY_MS;

/** Reads one step of a case; throws what is wrong with it, with the place. */
export function readTransition(value: unknown, index: number): CaseTransition {
  const where = `transitions[${index}]`;
  const step = mapping(value, where);
  const kinds = (['event', 'callback', 'advance'] as const).filter((kind) => step[kind] !== undefined);
  const [kind] = kinds;
  if (kinds.length !== 1 || kind === undefined) throw new Error(`${where} should have one of event, callback, advance`);
  return READERS[kind](step, where);
}

type Reader = (step: Readonly<Record<string, unknown>>, where: string) => CaseTransition;

const READERS: Readonly<Record<'event' | 'callback' | 'advance', Reader>> = {
  event: readEvent,
  callback: readCallback,
  advance: readAdvance,
};

function readEvent(step: Readonly<Record<string, unknown>>, where: string): EventTransition {
  const { event, jobs, refused, expect } = mapping(step, where, ['event', 'jobs', 'refused', 'expect']);
  return {
    event: text(event, `${where}.event`),
    jobs: jobs === undefined ? null : list(jobs, `${where}.jobs`).map((job) => text(job, `${where}.jobs`)),
    refused: flag(refused, `${where}.refused`),
    expect: readView(expect, where),
  };
}

function readCallback(step: Readonly<Record<string, unknown>>, where: string): CallbackTransition {
  const { callback, expect_verdict: verdict, expect } = mapping(step, where, ['callback', 'expect_verdict', 'expect']);
  const place = `${where}.callback`;
  const { job, status, attempt, lost, twice } = mapping(callback, place, ['job', 'status', 'attempt', 'lost', 'twice']);
  const faults = { lost: flag(lost, `${place}.lost`), twice: flag(twice, `${place}.twice`) };
  if (faults.lost && faults.twice) throw new Error(`${place} is either lost or there twice`);
  const deliveries = faults.lost ? 0 : faults.twice ? 2 : 1;
  const named: CaseCallback = {
    job: text(job, `${place}.job`),
    status: oneOf(CALLBACK_OUTCOMES, status, `${place}.status`),
    attempt: readAttempt(attempt, `${place}.attempt`),
  };
  const verdicts = readVerdicts(verdict, deliveries, `${where}.expect_verdict`);
  return { callback: named, deliveries, verdicts, expect: readView(expect, where) };
}

function readAttempt(value: unknown, where: string): number | null {
  if (value === undefined) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  throw new Error(`${where} should be a whole number from 1`);
}

function readVerdicts(value: unknown, deliveries: number, where: string): readonly Verdict[] {
  if (value === undefined) return [];
  const verdicts = (Array.isArray(value) ? list(value, where) : [value]).map((word) => oneOf(VERDICTS, word, where));
  if (verdicts.length <= deliveries) return verdicts;
  throw new Error(`${where} has more verdicts than the callback has deliveries`);
}

function readAdvance(step: Readonly<Record<string, unknown>>, where: string): AdvanceTransition {
  const { advance, unnoticed, expect } = mapping(step, where, ['advance', 'unnoticed', 'expect']);
  const seconds = parseDurationSeconds(text(advance, `${where}.advance`));
  const advanceMs = seconds === null ? 0 : seconds * SECOND_MS;
  if (advanceMs <= 0 || advanceMs > ADVANCE_MAX_MS) {
    throw new Error(`${where}.advance should be a duration such as "1 hour", at most a year`);
  }
  return { advanceMs, unnoticed: flag(unnoticed, `${where}.unnoticed`), expect: readView(expect, where) };
}

/** Reads what must stand; throws what is wrong with it. */
export function readView(value: unknown, where: string): CaseView {
  const { pipeline, stages, jobs, details } = mapping(value, `${where}.expect`, ['pipeline', 'stages', 'jobs', 'details']);
  return {
    pipeline: text(pipeline, `${where}.expect.pipeline`),
    stages: statuses(stages, `${where}.expect.stages`),
    jobs: statuses(jobs, `${where}.expect.jobs`),
    ...(details === undefined ? {} : { details: readDetails(details, `${where}.expect.details`) }),
  };
}

function statuses(value: unknown, where: string): Readonly<Record<string, string>> {
  const entries = Object.entries(mapping(value, where));
  return Object.fromEntries(entries.map(([name, status]) => [name, text(status, `${where}.${name}`)]));
}
