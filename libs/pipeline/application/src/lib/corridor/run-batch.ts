import { err, ok } from '@holdpoint/kernel';
import {
  PipelinePass,
  type CiModel,
  type CommandResult,
  type PipelineChanges,
  type PipelineFacts,
  type PipelineId,
} from '@holdpoint/pipeline-domain';
import type { JobNumbers, PipelineInProject, PipelineStore, PipelineTransaction } from '../ports/pipeline-store';
import { isFor, type CorridorAnswer, type CorridorMember } from './corridor-member';
import { namedJobs, namedProjects } from './named-by';
import { runPasses } from './run-passes';

/** A pipeline that someone else held, with the members that are for it. */
export interface HeldMembers {
  readonly pipeline: PipelineInProject;
  readonly members: readonly CorridorMember[];
}

/** What one transaction came to, before anybody is told. */
export interface BatchOutcome {
  readonly answers: ReadonlyMap<CorridorMember, CorridorAnswer>;
  readonly held: readonly HeldMembers[];
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
    const locked = await transaction.lock([...groups.keys()], held, namedJobs(members), namedProjects(members));
    const open = locked.facts.map((facts) => openPass(model, facts, membersFor(facts, groups)));
    const unparked = await runPasses(transaction, open.map(({ pass }) => pass));
    const passes = await finish(transaction, open);
    const numbers = await write(transaction, passes, unparked);
    const missed = locked.held.map((pipeline) => ({ pipeline, members: membersFor(pipeline, groups) }));
    const taken = new Set([...open, ...missed].flatMap(({ members }) => members));
    const unknown = members.filter((member) => !taken.has(member));
    return { answers: new Map([...answersOf(passes, numbers), ...notFound(unknown)]), held: missed, wakeAt: earliestWakeAt(passes) };
  });
}

/** Of two members that name one pipeline in different projects, one alone can be for it. */
const membersFor = (pipeline: PipelineInProject, groups: ReadonlyMap<PipelineId, readonly CorridorMember[]>): readonly CorridorMember[] =>
  (groups.get(pipeline.id) ?? []).filter((member) => isFor(pipeline, member));

/** A pass under way, with the members that it answers. */
interface OpenPass {
  readonly pass: PipelinePass;
  readonly members: readonly CorridorMember[];
}

const openPass = (model: CiModel, facts: PipelineFacts, members: readonly CorridorMember[]): OpenPass => ({
  members,
  pass: new PipelinePass(model, facts, members.map(({ command }) => command)),
});

interface FinishedPass {
  readonly members: readonly CorridorMember[];
  readonly results: readonly CommandResult[];
  readonly changes: PipelineChanges;
}

/** Hardly a batch has a pipeline that ends and has others below it: only then is a statement spent on those. */
async function finish(transaction: PipelineTransaction, open: readonly OpenPass[]): Promise<readonly FinishedPass[]> {
  const asking = open.filter(({ pass }) => pass.asksForBelow()).map(({ pass }) => pass.facts.id);
  const below = asking.length === 0 ? undefined : await transaction.executedBelow(asking);
  return open.map(({ pass, members }) => ({ members, results: pass.results, changes: pass.changes(below?.get(pass.facts.id) ?? []) }));
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

function write(transaction: PipelineTransaction, passes: readonly FinishedPass[], unparked: readonly number[]): Promise<JobNumbers> {
  const changes = passes.map(({ changes }) => changes).filter(leavesAnything);
  const callbacks = passes.flatMap(({ members }) => members.flatMap(({ callback }) => callback ?? []));
  if (changes.length + callbacks.length === 0) return Promise.resolve((_pipelineId, jobId) => jobId);
  return transaction.write({ changes, callbacks, unparked });
}

/** A pipeline in which nothing changes may still be told of a callback, or hand something on to others. */
const leavesAnything = ({ pipeline, matches, effects }: PipelineChanges): boolean =>
  pipeline !== null || matches.length > 0 || effects.length > 0;

function answersOf(passes: readonly FinishedPass[], numbers: JobNumbers): [CorridorMember, CorridorAnswer][] {
  return passes.flatMap(({ members, results }) =>
    members.flatMap((member, index): [CorridorMember, CorridorAnswer][] => {
      const result = results[index];
      return result ? [[member, ok(numbered(result, member.pipelineId, numbers))]] : [];
    }),
  );
}

/** Puts the store's numbers in the place of the ids that the pass gave to new jobs. */
function numbered(result: CommandResult, pipelineId: PipelineId, numbers: JobNumbers): CommandResult {
  if (result.type === 'done') return { ...result, jobIds: result.jobIds.map((jobId) => numbers(pipelineId, jobId)) };
  if (result.type !== 'matched' || result.match.jobId === null) return result;
  return { ...result, match: { ...result.match, jobId: numbers(pipelineId, result.match.jobId) } };
}

const notFound = (members: readonly CorridorMember[]): [CorridorMember, CorridorAnswer][] =>
  members.map((member) => [member, err('pipeline_not_found')]);

function earliestWakeAt(passes: readonly FinishedPass[]): number | null {
  const instants = passes.flatMap(({ changes }) => changes.pipeline?.wakeAt ?? []);
  return instants.length > 0 ? instants.reduce((earliest, at) => Math.min(earliest, at)) : null;
}
