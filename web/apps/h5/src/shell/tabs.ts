import type { IconName } from './paths'

export type Tab = 'chats' | 'contacts' | 'discover' | 'me'

export const tabs: readonly { name: Tab; icon: IconName }[] = [
  { name: 'chats', icon: 'chats' },
  { name: 'contacts', icon: 'book' },
  { name: 'discover', icon: 'compass' },
  { name: 'me', icon: 'person' },
]
