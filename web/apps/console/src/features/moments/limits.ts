/** Characters, and pictures of one Moment. */
export const TEXT = 2000
export const PICTURES = 9
