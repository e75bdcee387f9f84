import type { RuleScope, ShownScope } from '@reunion/client'

/** A scope as it is sent, from how it was shown. */
export const scopeOf = (shown: ShownScope | undefined): RuleScope => ({
  group_ids: shown?.groups.map((one) => one.id) ?? [],
  label_ids: shown?.labels.map((one) => one.id) ?? [],
  owners: shown?.owners.map((one) => one.userid) ?? [],
})

export const isEverywhere = (scope: RuleScope): boolean =>
  !scope.group_ids.length && !scope.label_ids.length && !scope.owners.length

/** Words from a field where people write them in lines, or between commas. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,，、;；]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]
