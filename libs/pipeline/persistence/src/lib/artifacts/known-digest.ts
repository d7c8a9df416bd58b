/**
 * SQL for a relation of one row, a `KnownDigest`: what those who are trusted know of a digest of a project; both are SQL
 * expressions. A registry that has not answered yet has still to be asked.
 */
export const knownDigest = (projectId: string, digest: string): string => `(
  SELECT coalesce(array_agg(sha ORDER BY id) FILTER (WHERE source = 'registered'), '{}') AS registered,
     coalesce(array_agg(sha ORDER BY id) FILTER (WHERE source = 'registry' AND sha IS NOT NULL), '{}') AS registry,
     EXISTS (SELECT FROM registries WHERE project_id = ${projectId} AND repository NOT IN (
       SELECT repository FROM artifact_revisions WHERE project_id = ${projectId} AND digest = ${digest} AND source = 'registry')) AS "isPending"
   FROM artifact_revisions WHERE project_id = ${projectId} AND digest = ${digest})`;
