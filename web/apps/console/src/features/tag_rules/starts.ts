import type { Condition, TagRuleKind } from '@reunion/client'
import { blank, fresh } from '../segments/definition'

/** What a rule can begin from; the condition is then filled in and changed at will. */
export const STARTS: { kind: TagRuleKind; definition: () => Condition; takesBack: boolean }[] = [
  { kind: 'source', definition: () => ({ kind: 'source', channels: [] }), takesBack: false },
  {
    kind: 'form',
    definition: () => ({
      kind: 'did',
      event: 'form_submitted',
      where: [{ property: 'subject', is: 'one_of', value: [] }],
      at_least: 1,
    }),
    takesBack: false,
  },
  {
    kind: 'behaviour',
    definition: () => ({
      kind: 'did',
      event: 'content_read',
      at_least: 3,
      window: { last_days: 30 },
    }),
    takesBack: true,
  },
  {
    kind: 'purchase',
    definition: () => ({
      kind: 'did',
      event: 'order_paid',
      at_least: 2,
      window: { last_days: 90 },
    }),
    takesBack: true,
  },
  {
    kind: 'silence',
    definition: () => ({
      kind: 'all',
      of: [
        { kind: 'did', event: 'order_paid', at_least: 1 },
        { kind: 'never', event: 'order_paid', window: { last_days: 180 } },
        { kind: 'never', event: 'chatted', window: { last_days: 90 } },
      ],
    }),
    takesBack: true,
  },
  { kind: 'segment', definition: () => blank('segment'), takesBack: true },
  { kind: 'own', definition: fresh, takesBack: false },
]
