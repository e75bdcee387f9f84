import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  tags: {
    hint: 'Tags that members put on customers. Drag to order them; with the keyboard, focus one and use the arrow keys.',
    used: '{n} of {limit} used',
    addGroup: 'New tag group',
    groupName: 'Group name',
    tagNames: 'Tags',
    namesHint: 'Several at once, parted by commas',
    empty: 'No tags yet',
    emptyHint: 'Make a group first, such as “Level”, and write some tags.',
    none: 'No tags in this group yet',
    count: '{n} tags',
    addTags: 'Add tags',
    addN: 'Add {n}',
    rename: 'Rename',
    newName: 'New name',
    manage: 'Manage the group “{name}”',
    moveGroup: 'Move the group “{name}”',
    moveHint: 'Drag, or move with the arrow keys',
    tagHint: 'Click to rename; drag or use the arrow keys to move',
    deleteTag: 'Delete the tag “{name}”',
    deleteGroup: 'Delete the group “{name}”',
    deleteTagEffect: 'It is taken off {n} customers. This cannot be undone.',
    deleteGroupEffect:
      'Its {tags} tags are deleted with it; {n} customers are affected. This cannot be undone.',
    deleted: '“{name}” deleted, taken off {n} customers',
  },
} satisfies SameKeys<typeof zh>
