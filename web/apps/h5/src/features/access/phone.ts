/** A phone number as typed or pasted: spaces, dashes and +86 are fine. */
export function cleanPhone(typed: string): string {
  const kept = typed.replace(/[^\d+]/g, '')
  return kept.replace(/^(\+|00)86(?=1\d{10}$)/, '')
}

export function looksLikePhone(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone) || /^\+\d{8,15}$/.test(phone)
}

/** 138 0013 8000 */
export function spacedPhone(phone: string): string {
  return phone.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3')
}

/** The name that an account has before its owner gives one: 用户 and four digits of the phone. */
export const isUnnamed = (name: string) => name === '' || /^用户\d{4}$/.test(name)
