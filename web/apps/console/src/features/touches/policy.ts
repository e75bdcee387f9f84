import type { Caps, Policy, QuietHours, TouchPeriod, TouchPurpose } from '@reunion/client'

export type Capped = 'marketing' | 'service' | 'every'
export const CAPPED: Capped[] = ['marketing', 'service', 'every']
export const PERIODS: TouchPeriod[] = ['day', 'week', 'month']
export const PURPOSES: TouchPurpose[] = ['marketing', 'service']

/** An emptied field for numbers says undefined. */
type Typed = string | undefined

/** The policy as it is typed: numbers as text, empty for no limit. */
export interface PolicyForm {
  broadcast: TouchPeriod
  moments_a_day: Typed
  caps: Record<Capped, Record<TouchPeriod, Typed>>
  quiet: boolean
  hours: QuietHours
  quiet_for: TouchPurpose[]
}

type Say = (key: string, given?: Record<string, string | number>) => string

/** One rule in words: what it is about, and what it says. */
export interface Rule {
  key: string
  name: string
  text: string
}

export function formOf(policy: Policy): PolicyForm {
  const typed = (caps: Caps) => ({
    day: String(caps.day ?? ''),
    week: String(caps.week ?? ''),
    month: String(caps.month ?? ''),
  })
  return {
    broadcast: policy.broadcast,
    moments_a_day: String(policy.moments_a_day),
    caps: {
      marketing: typed(policy.marketing),
      service: typed(policy.service),
      every: typed(policy.every),
    },
    quiet: policy.quiet_hours !== null,
    hours: { ...(policy.quiet_hours ?? { since: '22:00', until: '08:00' }) },
    quiet_for: [...policy.quiet_for],
  }
}

export function policyOf(form: PolicyForm): Policy {
  /* What is no number is sent as one that the server refuses: it must not become "no limit". */
  const number = (text: Typed) => {
    const typed = String(text ?? '').trim()
    if (typed === '') return null
    const given = Number(typed)
    return Number.isInteger(given) ? given : -1
  }
  const caps = (one: Capped): Caps => ({
    day: number(form.caps[one].day),
    week: number(form.caps[one].week),
    month: number(form.caps[one].month),
  })
  return {
    broadcast: form.broadcast,
    moments_a_day: number(form.moments_a_day) ?? -1,
    marketing: caps('marketing'),
    service: caps('service'),
    every: caps('every'),
    quiet_hours: form.quiet ? { ...form.hours } : null,
    quiet_for: [...form.quiet_for],
  }
}

/** What the caps of a class mean for a customer, in one sentence. */
export function capsSaid(t: Say, one: Capped, caps: Caps): string {
  const what = t(`touchRules.what.${one}`)
  const given = PERIODS.filter((period) => caps[period] !== null)
  if (given.some((period) => caps[period] === 0)) return t('touchRules.never', { what })
  if (!given.length) return t('touchRules.unlimited', { what })
  const parts = given.map((period) => t(`touchRules.atMost.${period}`, { n: caps[period]! }))
  return t('touchRules.capped', { what, parts: parts.join(t('touchRules.and')) })
}

export function momentsSaid(t: Say, count: number): string {
  return count > 0 ? t('touchRules.momentsMost', { n: count }) : t('touchRules.momentsNever')
}

/** From when to when, across midnight or not. */
export function hoursSaid(t: Say, hours: QuietHours): string {
  const key = hours.since > hours.until ? 'touchRules.overNight' : 'touchRules.inDay'
  return t(key, { since: hours.since, until: hours.until })
}

export function quietSaid(t: Say, policy: Policy): string {
  if (!policy.quiet_hours) return t('touchRules.noQuiet')
  const what = policy.quiet_for.map((one) => t(`touchRules.what.${one}`))
  return t('touchRules.quietSaid', {
    hours: hoursSaid(t, policy.quiet_hours),
    what: what.join(t('touchRules.and')),
    until: policy.quiet_hours.until,
  })
}

/** A policy as its rules, to be compared with another. */
export function rulesOf(t: Say, policy: Policy): Rule[] {
  const rule = (key: string, name: string, text: string): Rule => ({ key, name, text })
  return [
    rule('broadcast', t('touchRules.broadcast'), t(`touchRules.choice.${policy.broadcast}`)),
    rule('moments_a_day', t('touchRules.moments'), momentsSaid(t, policy.moments_a_day)),
    ...CAPPED.map((one) =>
      rule(one, t(`ui.touches.counters.${one}`), capsSaid(t, one, policy[one])),
    ),
    rule('quiet', t('touchRules.quiet'), quietSaid(t, policy)),
  ]
}

export function changesOf(t: Say, before: Policy, after: Policy): (Rule & { before: string })[] {
  const old = rulesOf(t, before)
  return rulesOf(t, after)
    .map((rule, at) => ({ ...rule, before: old[at]!.text }))
    .filter((rule) => rule.text !== rule.before)
}
