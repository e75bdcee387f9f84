export type Texts = { [key: string]: string | Texts }
/** The same keys as the Chinese texts, all of them: a missing translation does not compile. */
export type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> }
