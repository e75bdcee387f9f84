import type { HandoverPack } from '@reunion/client'
import { formatTime } from '@reunion/ui'

type Say = (key: string, values?: Record<string, unknown>) => string

/** The pack as plain text, for a note or a mail. */
export function packText(pack: HandoverPack, t: Say): string {
  const facts = [
    [t('handover.who.remark'), pack.remark],
    [t('handover.who.description'), pack.description],
    [t('handover.who.company'), pack.company],
    [t('handover.who.mobiles'), pack.mobiles.join(' ')],
    [t('handover.who.tags'), pack.tags.map((tag) => tag.name).join(' ')],
    [t('handover.who.since'), pack.since ? formatTime(pack.since) : ''],
  ].filter(([, value]) => value)
  return [
    `${pack.name} (${pack.external_userid})`,
    ...facts.map(([name, value]) => `${name}: ${value}`),
    '',
    t('handover.promised'),
    ...pack.promises.map((one) => `- ${one.text} (${formatTime(one.due_at)})`),
    '',
    t('handover.lastTalk'),
    ...pack.last_talk.map((line) => `${formatTime(line.at)} ${line.by}: ${line.text}`),
  ].join('\n')
}
