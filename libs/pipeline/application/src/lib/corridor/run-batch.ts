import { err, ok } from '@holdpoint/kernel';
import {
  namedJobIds,
  runPass,
  type CiModel,
  type CommandResult,
  type PassOutcome,
  type PipelineFacts,
  type PipelineId,
} from '@holdpoint/pipeline-domain';
import type { JobNumbers, PipelineStore, PipelineTransaction } from '../ports/pipeline-store';
import type { CorridorAnswer, CorridorMember } from './corridor-member';

/** What one transaction came to, before anybody is told. */
export interface BatchOutcome {
  readonly answers: ReadonlyMap<CorridorMember, CorridorAnswer>;
  /** Members whose pipelines someone else held. */
  readonly held: readonly CorridorMember[];
  /** The earliest instant at which a pipeline of the batch wants to be looked at; null when none does. */
  readonly wakeAt: number | null;
}

/**
 * Takes members through one transaction: lock, load, decide and process, write, commit. Nothing is answered here:
 * the promise resolves only after the commit. `wait` waits for pipelines that others hold; `skip_held` reports them.
 */
export async function runBatch(
  store: PipelineStore,
  model: CiModel,
  members: readonly CorridorMember[],
  held: 'skip_held' | 'wait',
): Promise<BatchOutcome> {
  const groups = byPipeline(members);
  return store.transaction(async (transaction) => {
    const locked = new Set(await transaction.lock([...groups.keys()], held));
    const passes = await runPasses(transaction, model, groups, locked);
    const numbers = await write(transaction, passes);
    const missed = members.filter(({ pipelineId }) => !locked.has(pipelineId));
    return {
      answers: new Map([...answersOf(passes, numbers), ...(held === 'wait' ? notFound(missed) : [])]),
      held: held === 'wait' ? [] : missed,
      wakeAt: earliestWakeAt(passes),
    };
  });
}

interface Pass {
  readonly members: readonly CorridorMember[];
  readonly outcome: PassOutcome;
}

function byPipeline(members: readonly CorridorMember[]): Map<PipelineId, CorridorMember[]> {
  const groups = new Map<PipelineId, CorridorMember[]>();
  for (const member of members) {
    const group = groups.get(member.pipelineId);
    if (group) group.push(member);
    else groups.set(member.pipelineId, [member]);
  }
  return groups;
}

async function runPasses(
  transaction: PipelineTransaction,
  model: CiModel,
  groups: ReadonlyMap<PipelineId, readonly CorridorMember[]>,
  locked: ReadonlySet<PipelineId>,
): Promise<readonly Pass[]> {
  if (locked.size === 0) return [];
  const members = [...locked].flatMap((id) => groups.get(id) ?? []);
  const facts = await transaction.load(
    [...locked],
    members.flatMap(({ command }) => namedJobIds(command)),
  );
  return facts.map((pipeline) => pass(model, pipeline, groups.get(pipeline.id) ?? []));
}

function pass(model: CiModel, facts: PipelineFacts, members: readonly CorridorMember[]): Pass {
  const commands = members.map(({ command }) => command);
  return { members, outcome: runPass(model, facts, commands) };
}

async function write(transaction: PipelineTransaction, passes: readonly Pass[]): Promise<JobNumbers> {
  const changes = passes.map(({ outcome }) => outcome.changes);
  const dirty = changes.filter(({ pipeline, matches }) => pipeline !== null || matches.length > 0);
  const callbacks = passes.flatMap(({ members }) => members.flatMap(({ callback }) => callback ?? []));
  if (dirty.length + callbacks.length === 0) return (_pipelineId, jobId) => jobId;
  return transaction.write({ changes: dirty, callbacks });
}

function answersOf(passes: readonly Pass[], numbers: JobNumbers): [CorridorMember, CorridorAnswer][] {
  return passes.flatMap(({ members, outcome }) =>
    members.flatMap((member, index): [CorridorMember, CorridorAnswer][] => {
      const result = outcome.results[index];
      return result ? [[member, ok(numbered(result, member.pipelineId, numbers))]] : [];
    }),
  );
}

/** Puts the store's numbers in the place of the ids that the pass gave to new attempts. */
function numbered(result: CommandResult, pipelineId: PipelineId, numbers: JobNumbers): CommandResult {
  if (result.type !== 'done') return result;
  return { ...result, jobIds: result.jobIds.map((jobId) => numbers(pipelineId, jobId)) };
}

const notFound = (members: readonly CorridorMember[]): [CorridorMember, CorridorAnswer][] =>
  members.map((member) => [member, err('pipeline_not_found')]);

function earliestWakeAt(passes: readonly Pass[]): number | null {
  const instants = passes.flatMap(({ outcome }) => outcome.changes.pipeline?.wakeAt ?? []);
  return instants.length > 0 ? instants.reduce((earliest, at) => Math.min(earliest, at)) : null;
}
