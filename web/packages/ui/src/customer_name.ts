/** Stands for the customer's own name in a text that goes out by itself. */
export const CUSTOMER_NAME = '%NICKNAME%'
const ALL = [CUSTOMER_NAME, '{客户昵称}', '{客户名}']

/** The text as somebody of this name gets it. */
export const withName = (text: string, name: string): string =>
  ALL.reduce((filled, one) => filled.replaceAll(one, name), text)
