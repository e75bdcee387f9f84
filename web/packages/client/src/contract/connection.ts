import type { Time } from './shared'

/** 企业微信连接. Secret and key are never told, only whether there are any. */
export interface WecomConnection {
  state: 'off' | 'embedded' | 'foreign'
  base_url: string
  corpid: string
  agentid?: number | null
  has_secret: boolean
  callback_url: string
  callback_token: string
  has_key: boolean
  verified_at?: Time | null
  heard_at?: Time | null
  every_hours: number
  has_archive: boolean
  since?: Time | null
}
export interface ConnectionCheck {
  name: 'token' | 'members' | 'customers' | 'tags' | 'groups' | 'directory' | 'archive' | 'callback'
  state: 'ok' | 'failed' | 'skipped'
  errcode?: number
  errmsg?: string
  advice?: string
}
/** What WeCom answered, and what to do about it. */
export interface WecomTrouble {
  errcode: number
  errmsg: string
  advice: string
}
export type RoundStage = 'directory' | 'tags' | 'customers' | 'groups' | 'done'
export interface MirrorRound {
  round_no: number
  kind: 'first' | 'schedule' | 'demand'
  repairs: boolean
  began_at: Time
  finished_at?: Time | null
  stage: RoundStage
  members: number
  members_done: number
  follows: number
  groups: number
  drifts: number
}
export interface WecomMirror {
  on: boolean
  totals: { members: number; customers: number; follows: number; groups: number; tags: number }
  rounds: MirrorRound[]
  refusals: { stage: RoundStage; trouble: WecomTrouble }[]
  next_round_at?: Time | null
  paused_until?: Time | null
  trouble?: WecomTrouble | null
  waiting: { count: number; failed: number; oldest?: Time | null; trouble?: WecomTrouble | null }
  marks: {
    queued: number
    refused: number
    paused_until?: Time | null
    trouble?: WecomTrouble | null
  }
  chats?: {
    read_at?: Time | null
    paused_until?: Time | null
    trouble?: WecomTrouble | null
  } | null
  unrepaired: number
}
export interface WecomDrift {
  id: number
  round_no: number
  kind: 'missing' | 'gone' | 'differs' | 'customer' | 'group'
  external_userid: string
  userid: string
  fields: Record<string, unknown>
  cause: 'untold' | 'late' | 'not_heard' | 'failed'
  since?: Time | null
  found_at: Time
  repaired_at?: Time | null
  name: string
  member: string
}
