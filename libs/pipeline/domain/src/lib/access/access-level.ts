/** GitLab's access levels: what a member of a project may do grows with the number. */
export const ACCESS_LEVELS = { guest: 10, planner: 15, reporter: 20, developer: 30, maintainer: 40, owner: 50 } as const;

/** One of the numbers in {@link ACCESS_LEVELS}. */
export type AccessLevel = (typeof ACCESS_LEVELS)[keyof typeof ACCESS_LEVELS];
