const TEXTS: Record<string, string> = {
  deleted: 'chat.closedDeleted',
  blocked: 'chat.closedBlocked',
  resigned: 'chat.closedResigned',
  dismissed: 'group.dismissed',
  handed_over: 'chat.closedHandedOver',
}

/** The text's key for why nothing can be written here. */
export function closedText(reason: string | null): string {
  return TEXTS[reason ?? ''] ?? 'chat.closed'
}
