import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys are kept as digests: a caller may have sent a secret that was meant for another header. There is no way back. */
export class IdempotencyKeyDigests1764300005000 implements MigrationInterface {
  readonly name = 'IdempotencyKeyDigests1764300005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE idempotency_keys SET key = encode(sha256(convert_to(key, 'UTF8')), 'hex') WHERE key !~ '^[0-9a-f]{64}$'");
  }

  async down(): Promise<void> {
    // What was digested stays so; calls of before are then not known by their keys.
  }
}
