import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** A message that has arrived and is sent again has arrived all the same: its time stays, whatever the new tries come to. */
export class DeliveriesThatHaveArrived1765000001000 implements MigrationInterface {
  readonly name = 'DeliveriesThatHaveArrived1765000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deliveredWhen(CONDITIONS.deliveredAt));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE hook_deliveries SET delivered_at = NULL WHERE state <> 'delivered'");
    await runner.query(deliveredWhen("(state = 'delivered') = (delivered_at IS NOT NULL)"));
  }
}

const deliveredWhen = (condition: string): string => `ALTER TABLE hook_deliveries DROP CONSTRAINT ck_hook_deliveries_delivered,
  ADD CONSTRAINT ck_hook_deliveries_delivered CHECK (${condition})`;
