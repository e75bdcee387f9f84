/** The problem JSON of our own surfaces (RFC 9457), with the fields that an error adds. */
export interface Problem {
  type?: string
  title?: string
  status: number
  /** What happened and what to do, for people, in the language of the request. */
  detail: string
  /** Machine-readable reason, such as `phone_taken`. */
  code?: string
  errcode?: number
  [field: string]: unknown
}

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
    this.status = problem.status
    this.code = problem.code ?? ''
    this.detail = problem.detail
    this.problem = problem
  }
}

/** The request never got an answer: no network, or the server is away. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super('network', { cause })
    this.name = 'NetworkError'
  }
}
