import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  corp: {
    hint: 'The name and logo that customers see, and limits for the whole company.',
    cardHint: 'As customers see it on cards and in chats',
    logo: 'Logo',
    logoHint: 'Square PNG or JPG, at least 200×200',
    name: 'Short name',
    nameHint: "Follows the names of members: Lin Xiao {'@'}name",
    fullName: 'Full name',
    zone: 'Time zone',
    zoneHint: 'Decides when “today” begins, and the daily figures',
    cap: 'Most customers per member',
    capHint: "May be stricter than WeCom's limit, never looser",
    limits: 'Limits',
    limitsHint: 'At a limit nobody more can be added; customers already there stay',
    relations: 'Most relationships, whole company',
    ids: 'For programs',
    idsHint: 'Used when programs connect',
  },
} satisfies SameKeys<typeof zh>
