/** Who can be trusted with what a digest stands for: a build that reports what it pushed, and the registry. */
export const ARTIFACT_SOURCES = ['registered', 'registry'] as const;

/** One of {@link ARTIFACT_SOURCES}. */
export type ArtifactSource = (typeof ARTIFACT_SOURCES)[number];
