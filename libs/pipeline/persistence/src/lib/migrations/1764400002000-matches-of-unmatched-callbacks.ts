import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Callbacks that met no pipeline had their reason in a column of their own before they had matches, and got none when that
 * column went: one of them made the ledger of its project unreadable.
 */
export class MatchesOfUnmatchedCallbacks1764400002000 implements MigrationInterface {
  readonly name = 'MatchesOfUnmatchedCallbacks1764400002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO callback_matches (callback_id, verdict, reason, at)
      SELECT id, 'unmatched', 'pipeline_not_found', received_at FROM callbacks callback
      WHERE NOT EXISTS (SELECT FROM callback_matches match WHERE match.callback_id = callback.id)`);
  }

  async down(): Promise<void> {
    // A match that says so is as good to what was before.
  }
}
