import { namedStatement } from '@holdpoint/database';
import type { DeletedProject } from '@holdpoint/pipeline-application';
import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';

/** The task that deletes what is left of a project. */
export const DELETE_PROJECT = 'delete_project';

/** Reads what a task was given; throws when it names no project. */
export function deletedProjectOf(payload: unknown): DeletedProject {
  const { projectId, actor, before } = payload as Readonly<Partial<Record<keyof DeletedProject, unknown>>>;
  if (typeof projectId === 'number' && typeof actor === 'string' && (before === null || typeof before === 'number')) return { projectId, actor, before };
  throw new Error('A task that deletes a project names it, and who has asked for that');
}

/** A task to be added by graphile-worker's `add_jobs`, in SQL, due after some milliseconds of real time. */
const taskOf = (projectId: string, actor: string, before: string, afterMs: string): string =>
  `graphile_worker.add_jobs(ARRAY[ROW('${DELETE_PROJECT}', json_build_object('projectId', ${projectId}, 'actor', ${actor}, 'before', ${before}),
     NULL, holdpoint_real_time(holdpoint_now()) + ${afterMs} * interval '1 millisecond', NULL, NULL, NULL, NULL)::graphile_worker.job_spec])`;

/** Nobody is shown a project from here on, and others may have its path. The task comes with it or not at all. */
const markProject = namedStatement<[projectId: number, actor: string]>(
  'mark_project_for_deletion',
  `WITH marked AS (
     UPDATE projects SET marked_for_deletion_at = holdpoint_now() WHERE id = $1 AND marked_for_deletion_at IS NULL RETURNING id)
   SELECT added.id FROM marked, LATERAL ${taskOf('marked.id', '$2::text', 'NULL', '0')} added`,
);

const addTask = namedStatement<[projectId: number, actor: string, before: number | null, afterMs: number]>(
  'add_project_deletion',
  `SELECT count(*) FROM ${taskOf('$1::bigint', '$2::text', '$3::bigint', '$4::float8')}`,
);

/** Tasks about projects that are being deleted. */
export class ProjectDeletionTasks {
  constructor(private readonly pool: Pool) {}

  /** Takes a project away from everybody and leaves the task that deletes it; answers whether there was one. */
  async mark(projectId: number, actor: string): Promise<boolean> {
    const { rowCount } = await runCommitted(this.pool, (client) => client.query(markProject(projectId, actor)));
    return rowCount === 1;
  }

  /** Leaves a task to go on where another has ended, after so many milliseconds. */
  async add({ projectId, actor, before }: DeletedProject, afterMs = 0): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(addTask(projectId, actor, before, afterMs)));
  }
}
