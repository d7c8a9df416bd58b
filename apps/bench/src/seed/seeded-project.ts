import type { ApiProcess } from '../api/api-process';
import { BenchProject } from '../api/bench-project';
import type { BenchDatabase } from '../server/bench-server';
import { checkCopy } from './check-copy';
import { copyPipelines } from './copy-pipelines';
import { wakePipelines } from './wake-pipelines';

/** A project of which any number of pipelines can be had, all as the API makes them. */
export class SeededProject {
  private constructor(
    readonly project: BenchProject,
    private readonly database: BenchDatabase,
    private readonly templateId: number,
  ) {}

  /** Makes the project and the pipeline that all others are copies of. */
  static async create(api: ApiProcess, database: BenchDatabase, name: string, ciConfig: string): Promise<SeededProject> {
    const project = await BenchProject.create(api, name, ciConfig);
    return new SeededProject(project, database, await project.createPipeline());
  }

  /** Adds pipelines, and leaves the database as if they had been there for a while: analysed, vacuumed, on disk. */
  async seed(count: number): Promise<readonly number[]> {
    const ids = await copyPipelines(this.database.pool, this.templateId, count);
    await this.settle();
    return ids;
  }

  /** Adds pipelines that the API has looked at, as it has at each that it makes. */
  async seedKnown(count: number): Promise<readonly number[]> {
    const ids = await copyPipelines(this.database.pool, this.templateId, count);
    await wakePipelines(this.database.pool, ids);
    await this.settle();
    return ids;
  }

  /** What a copy shows over HTTP that a pipeline made by the API does not. */
  check(copyId: number): Promise<readonly string[]> {
    return checkCopy(this.project, copyId);
  }

  /**
   * Tables that never held a row are left alone: analysed while empty, `callbacks` was planned to be read as a whole
   * by the check of a foreign key for as long as a connection lived (measured: 1,700 rows read for each callback).
   */
  private async settle(): Promise<void> {
    const { pool } = this.database;
    const { rows } = await pool.query<{ name: string }>(
      `SELECT quote_ident(relname) AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0`,
    );
    await pool.query(`VACUUM (ANALYZE) ${rows.map(({ name }) => name).join(', ')}`);
    await pool.query('CHECKPOINT');
  }
}
