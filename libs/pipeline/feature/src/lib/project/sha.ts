/** The full name of a commit. */
export const SHA = /^[0-9a-f]{40}$/;

/** As short as git shows one at least. */
export const ABBREVIATED_SHA = /^[0-9a-f]{7,39}$/;
