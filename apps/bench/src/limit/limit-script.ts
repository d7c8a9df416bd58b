/** Rows for each client: three seconds use a tenth of them on the machine this was written on. */
export const WAITS_PER_CLIENT = 20_000;

/** As lean as such tables can be: no foreign keys, one index each. */
export const LIMIT_TABLES = `
  DROP TABLE IF EXISTS limit_waits, limit_history;
  CREATE TABLE limit_waits (id bigint PRIMARY KEY, pipeline_id bigint NOT NULL, status text NOT NULL) WITH (fillfactor = 70);
  CREATE TABLE limit_history (id bigserial PRIMARY KEY, wait_id bigint NOT NULL, from_status text NOT NULL, to_status text NOT NULL)`;

/** `n` is a client's own count of transactions, so that each finds a row that still waits and that nobody else wants. */
export const LIMIT_SCRIPT = `
\\set n :n + 1
\\set id :client_id * ${WAITS_PER_CLIENT} + :n
BEGIN;
UPDATE limit_waits SET status = 'success' WHERE id = :id AND status = 'running_externally';
INSERT INTO limit_history (wait_id, from_status, to_status) VALUES (:id, 'running_externally', 'success');
COMMIT;
`;
