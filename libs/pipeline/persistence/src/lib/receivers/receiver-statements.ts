import { namedStatement } from '@holdpoint/database';
import { PREVIOUS_SECRET_EXPIRES_AT, goodSecrets, rotatedTo } from '../rotation/secret-rotation';
import { PROJECT_SHOWN } from '../projects/project-row';
import { STATEMENT_CLOCK } from '../sql/statement-clock';

const COLUMNS = `id, project_id AS "projectId", name, type, provider, header_name AS "headerName", enabled,
  ${PREVIOUS_SECRET_EXPIRES_AT}, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** The number comes before the row, as the secret is encrypted for it; the count is younger than the lock of the project. */
export const nextReceiver = namedStatement<[number]>(
  'next_receiver',
  "SELECT nextval('receivers_id_seq') AS id, count(*) AS receivers FROM receivers WHERE project_id = $1",
);

/** Adds a receiver. */
export const insertReceiver = namedStatement<unknown[]>(
  'insert_receiver',
  `INSERT INTO receivers (id, project_id, name, type, provider, secret, header_name, header_digest, enabled, created_at, updated_at)
   SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, now, now FROM ${STATEMENT_CLOCK} RETURNING ${COLUMNS}`,
);

/** Changes what is not null; the header only if the sixth value says so. */
export const updateReceiver = namedStatement<unknown[]>(
  'update_receiver',
  `UPDATE receivers SET name = coalesce($3, name), provider = coalesce($4, provider), enabled = coalesce($5, enabled),
     header_name = CASE WHEN $6 THEN $7 ELSE header_name END, header_digest = CASE WHEN $6 THEN $8 ELSE header_digest END,
     updated_at = holdpoint_now()
   WHERE project_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
);

/** Gives a receiver a new secret and keeps the one before for a while. */
export const rotateReceiverSecret = namedStatement<[number, number, string]>(
  'rotate_receiver_secret',
  `UPDATE receivers SET ${rotatedTo('$3')} FROM ${STATEMENT_CLOCK}
   WHERE project_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
);

/** Forgets the secret before the last rotation. */
export const dropPreviousSecret = namedStatement<[number, number]>(
  'drop_receiver_previous_secret',
  `UPDATE receivers SET previous_secret = NULL, previous_secret_expires_at = NULL, updated_at = holdpoint_now()
   WHERE project_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
);

/** Removes a receiver. */
export const deleteReceiver = namedStatement<[number, number]>(
  'delete_receiver',
  'DELETE FROM receivers WHERE project_id = $1 AND id = $2 RETURNING id',
);

/** A receiver by its number. */
export const receiverById = namedStatement<[number, number]>(
  'receiver_by_id',
  `SELECT ${COLUMNS} FROM receivers WHERE project_id = $1 AND id = $2`,
);

/** A page of receivers, oldest first. */
export const receiverPage = namedStatement<[number, number, number]>(
  'receiver_page',
  `SELECT ${COLUMNS} FROM receivers WHERE project_id = $1 ORDER BY id LIMIT $2 OFFSET $3`,
);

/** How many receivers a project has. */
export const countReceivers = namedStatement<[number]>(
  'count_receivers',
  'SELECT count(*) AS total FROM receivers WHERE project_id = $1',
);

/** A receiver with what is good now, by its number and its project's number or path, in any case. */
export const receiverForDelivery = namedStatement<[number | null, string | null, number]>(
  'receiver_for_delivery',
  `SELECT receiver.id, receiver.project_id AS "projectId", receiver.name, receiver.type, receiver.provider, receiver.enabled,
     receiver.header_name AS "headerName", receiver.header_digest AS "headerDigest", ${goodSecrets('receiver')}
   FROM receivers receiver JOIN projects project ON project.id = receiver.project_id
   WHERE receiver.id = $3 AND (project.id = $1 OR lower(project.path) = lower($2)) AND project.${PROJECT_SHOWN}`,
);
