/** One comment for both lines. */
export const first = 1;
export const second = 2;

export const undocumented = 3;
