import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  quickReplies: {
    hint: 'What the company says: members use it with one click in the sidebar of a chat, the most used first. Members may keep their own as well.',
    add: 'New quick reply',
    edit: 'Change the quick reply',
    search: 'Search category, title and text',
    empty: 'No quick replies yet',
    emptyHint: 'Write the most frequent ones first: greetings, prices, service.',
    category: 'Category',
    title: 'Title',
    titleHint: 'For members only, may be empty',
    text: 'Text',
    content: 'Sent along',
    noContent: 'Nothing',
    uses: 'Used',
    deleteTitle: 'Delete this quick reply?',
  },
} satisfies SameKeys<typeof zh>
