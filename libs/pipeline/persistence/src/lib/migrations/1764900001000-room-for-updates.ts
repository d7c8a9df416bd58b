import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pages of these tables are filled by half, so that every row of a page can be written anew in it. Neighbours change
 * together: they were made together, and a batch or a sweep takes hundreds of them in one transaction, in which nothing
 * can be cleared away. With 70 % a third of their changes went to other pages and made new entries in each of their five
 * indexes (`n_tup_newpage_upd`); 7 % of the database's time for a callback.
 */
export class RoomForUpdates1764900001000 implements MigrationInterface {
  readonly name = 'RoomForUpdates1764900001000';

  async up(runner: QueryRunner): Promise<void> {
    await this.setFillfactor(runner, 45);
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.setFillfactor(runner, 70);
  }

  private async setFillfactor(runner: QueryRunner, percent: number): Promise<void> {
    await runner.query(`ALTER TABLE pipelines SET (fillfactor = ${percent})`);
    await runner.query(`ALTER TABLE external_jobs SET (fillfactor = ${percent})`);
  }
}
