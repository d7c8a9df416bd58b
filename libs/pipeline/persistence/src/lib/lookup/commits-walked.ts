/** Commits that are walked to tell how two stand to each other, or what branch one is on, where no pipeline says it. */
export const COMMITS_WALKED_MAX = 1_000;
