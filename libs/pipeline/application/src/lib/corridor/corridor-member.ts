import type { Result } from '@holdpoint/kernel';
import type { CommandResult, PipelineCommand, PipelineId } from '@holdpoint/pipeline-domain';
import type { CallbackRecord, PipelineInProject } from '../ports/pipeline-store';

/** A command for one pipeline, as it is handed to the corridor. */
export interface CorridorRequest {
  readonly pipelineId: PipelineId;
  /** The project that the caller acts in: a pipeline of another is answered as one that is not there. */
  readonly projectId?: number;
  readonly command: PipelineCommand;
  /** The ledger's row, when the command is a callback. */
  readonly callback?: CallbackRecord;
  /** Answers `busy` at once when someone else holds the pipeline, instead of waiting for it. */
  readonly skipIfHeld?: boolean;
}

/** Whether a request is for a pipeline, as far as its caller may see it. */
export const isFor = ({ id, projectId }: PipelineInProject, request: CorridorRequest): boolean =>
  request.pipelineId === id && (request.projectId === undefined || request.projectId === projectId);

/** What the corridor answers once the command is committed, or why it could not be carried out. */
export type CorridorAnswer = Result<CommandResult, CorridorRefusal>;

/**
 * Why a command was not carried out: no such pipeline, someone else holds it (`busy`), the database is away, or the
 * process stops. All but the first may be tried again. `outcome_unknown`: the connection broke at the commit;
 * `taken_twice`: the same callback has been taken already, by whoever had its key before or took it over.
 */
export type CorridorRefusal = 'pipeline_not_found' | 'busy' | 'unavailable' | 'outcome_unknown' | 'taken_twice' | 'stopping';

/** A request on its way, with the promise that its caller waits for. */
export interface CorridorMember extends CorridorRequest {
  readonly answer: (answer: CorridorAnswer) => void;
  readonly fail: (error: unknown) => void;
}
