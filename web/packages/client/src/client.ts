import { ApiError, NetworkError, type Problem } from './errors'

export type Surface = 'console' | 'desk' | 'app' | 'sidebar'
export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[]
export type Query = Record<string, QueryValue>

export interface RequestOptions {
  query?: Query | object
  signal?: AbortSignal
  headers?: Record<string, string>
}

export interface Client {
  get<T>(path: string, options?: RequestOptions): Promise<T>
  post<T = void>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  put<T = void>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  patch<T = void>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  delete<T = void>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  /** Multipart upload; `progress` is called with 0…1 while the bytes leave. */
  upload<T>(
    path: string,
    form: FormData,
    progress?: (done: number) => void,
    signal?: AbortSignal,
  ): Promise<T>
  /** The session's CSRF token, as the session JSON gave it; unsafe methods send it along. */
  setCsrfToken(token: string | null): void
  /** Called once for each answer 401, except those of the sign-in call itself. */
  onSignedOut(listener: () => void): () => void
}

export interface ClientOptions {
  surface: Surface
  /** Sent as Accept-Language, so that errors come in the language of the page. */
  language?: () => string
  /** A bearer token, where the page has one of its own in place of the surface's cookie. */
  token?: () => string | null
}

const WAITS = [300, 1200]

export function withQuery(path: string, query: object | undefined): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries((query ?? {}) as Query)) {
    if (value === null || value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one))
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

export function createClient({ surface, language, token }: ClientOptions): Client {
  let csrfToken: string | null = null
  const listeners = new Set<() => void>()
  const sessionPath = `/api/${surface}/session`

  function headersFor(method: string, extra?: Record<string, string>): Record<string, string> {
    const headers: Record<string, string> = { Accept: 'application/json', ...extra }
    if (language) headers['Accept-Language'] = language()
    const bearer = token?.()
    if (bearer) headers.Authorization = `Bearer ${bearer}`
    if (csrfToken && method !== 'GET') headers['X-CSRF-Token'] = csrfToken
    return headers
  }

  function fail(status: number, text: string, path: string, method: string): never {
    if (status === 401 && !(path === sessionPath && method === 'POST'))
      listeners.forEach((l) => l())
    throw new ApiError(problemFrom(status, text))
  }

  async function attempt(method: string, url: string, init: RequestInit): Promise<Response> {
    for (let tries = 0; ; tries++) {
      try {
        return await fetch(url, init)
      } catch (cause) {
        if (init.signal?.aborted) throw cause
        const wait = WAITS[tries]
        if (method !== 'GET' || wait === undefined) throw new NetworkError(cause)
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  async function request<T>(
    method: string,
    path: string,
    body: unknown,
    options: RequestOptions = {},
  ): Promise<T> {
    const headers = headersFor(method, options.headers)
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const response = await attempt(method, withQuery(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) fail(response.status, text, path, method)
    return (text ? JSON.parse(text) : undefined) as T
  }

  function upload<T>(
    path: string,
    form: FormData,
    progress?: (done: number) => void,
    signal?: AbortSignal,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const xhr = new XMLHttpRequest()
      signal?.addEventListener('abort', () => xhr.abort())
      xhr.onabort = () => reject(signal?.reason)
      xhr.open('POST', path)
      for (const [name, value] of Object.entries(headersFor('POST'))) {
        xhr.setRequestHeader(name, value)
      }
      xhr.upload.onprogress = (e) => e.lengthComputable && progress?.(e.loaded / e.total)
      xhr.onerror = () => reject(new NetworkError(xhr.statusText))
      xhr.onload = () => {
        try {
          if (xhr.status >= 400) fail(xhr.status, xhr.responseText, path, 'POST')
          resolve((xhr.responseText ? JSON.parse(xhr.responseText) : undefined) as T)
        } catch (error) {
          reject(error)
        }
      }
      xhr.send(form)
    })
  }

  return {
    get: (path, options) => request('GET', path, undefined, options),
    post: (path, body, options) => request('POST', path, body, options),
    put: (path, body, options) => request('PUT', path, body, options),
    patch: (path, body, options) => request('PATCH', path, body, options),
    delete: (path, body, options) => request('DELETE', path, body, options),
    upload,
    setCsrfToken: (token) => (csrfToken = token),
    onSignedOut: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function problemFrom(status: number, text: string): Problem {
  try {
    const problem = JSON.parse(text) as Problem
    if (typeof problem.detail === 'string') return { ...problem, status }
  } catch {
    // a proxy in between answers in HTML: the status is all there is
  }
  return { status, detail: `HTTP ${status}`, code: `http_${status}` }
}
