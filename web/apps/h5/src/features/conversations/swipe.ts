/** One row at a time shows its buttons. */
export const openSwipe: { close: (() => void) | null } = { close: null }
