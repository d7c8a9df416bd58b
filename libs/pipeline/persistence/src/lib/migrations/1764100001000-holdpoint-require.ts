import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `holdpoint_require` lets a statement fail by itself, for those that are sent together with their COMMIT. */
export class HoldpointRequire1764100001000 implements MigrationInterface {
  readonly name = 'HoldpointRequire1764100001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HOLDPOINT_REQUIRE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION holdpoint_require(boolean, text)');
  }
}

const HOLDPOINT_REQUIRE = `
  CREATE FUNCTION holdpoint_require(holds boolean, what text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    IF holds IS NOT TRUE THEN RAISE EXCEPTION '%', what USING ERRCODE = 'assert_failure'; END IF;
    RETURN holds;
  END $$`;
