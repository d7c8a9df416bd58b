/** The ways of storing external jobs that are compared. */
export const STORAGE_VARIANTS = ['own_table', 'build_with_type', 'generic_commit_status'] as const;

/** One of {@link STORAGE_VARIANTS}: as the product does, in the table of builds, or in that of commit statuses. */
export type StorageVariant = (typeof STORAGE_VARIANTS)[number];

/** The table in which external jobs live, by variant; in the schema named as the variant, the product's being `public`. */
export const EXTERNAL_TABLES: Readonly<Record<StorageVariant, string>> = {
  own_table: 'public.external_jobs',
  build_with_type: 'build_with_type.builds',
  generic_commit_status: 'generic_commit_status.generic_commit_statuses',
};
