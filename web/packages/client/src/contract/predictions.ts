import type { Time } from './shared'

export interface FitSearch {
  converged: boolean
  steps: number
  log_likelihood: number
  customers: number
}
/** 模型 as fitted to the orders until a day; `spend` null: too few paid anything again. */
export interface FittedModels {
  until: string
  customers: number
  repeaters: number
  buying: { r: number; alpha: number; a: number; b: number }
  buying_search: FitSearch
  spend?: { p: number; q: number; gamma: number } | null
  spend_search?: FitSearch | null
  correlation?: number | null
}
/** Models fitted to a part of the time, held against what came after it. */
export interface FitCheck {
  models: FittedModels
  histogram: { repeats: number; actual: number; expected: number }[]
  tracking: { day: string; actual: number; expected: number }[]
  later: { repeats: number; customers: number; actual: number; expected: number }[]
  actual_after: number
  expected_after: number
}
export type PredictionStage = 'waiting' | 'reading' | 'checking' | 'fitting' | 'writing' | 'done'
export interface PredictionRun {
  run_no: number
  state: 'queued' | 'running' | 'done' | 'failed'
  stage: PredictionStage
  until: string
  holdout_days: number
  asked_by: string
  asked_at: Time
  ended_at?: Time | null
  outcome?: { customers: number; models?: FittedModels | null; check?: FitCheck | null } | null
  reason?: string
}
/** Scores 1 to 5, 5 the best; what a model says is null while too few customers came back. */
export interface Prediction {
  profile_no: number
  rfm_r: number
  rfm_f: number
  rfm_m: number
  last_day: string
  purchases: number
  spent_fen: number
  expected_30?: number | null
  expected_90?: number | null
  expected_365?: number | null
  alive?: number | null
  mean_fen?: number | null
  value_fen?: number | null
}
export interface RfmCell {
  rfm_r: number
  rfm_f: number
  customers: number
  spent_fen: number
  expected_90: number
  value_fen: number
}
export interface PredictionOverview {
  newest?: PredictionRun | null
  done?: PredictionRun | null
  cells: RfmCell[]
}
export interface PredictedCustomer {
  name: string
  avatar: string
  external_userid?: string | null
  prediction: Prediction
}
