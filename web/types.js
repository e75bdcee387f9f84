// Types of our own surfaces from the server's OpenAPI document: `node types.js [openapi.json] [output]`.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const [input = 'openapi.json', output = 'packages/client/src/openapi.ts'] = process.argv.slice(2)
const document = JSON.parse(readFileSync(input, 'utf8'))
const schemas = document.components.schemas

/** The names of all schemas that a part of the document leads to. */
function reached(part, names = new Set()) {
  if (Array.isArray(part)) part.forEach((one) => reached(one, names))
  else if (part && typeof part === 'object') {
    for (const [key, value] of Object.entries(part)) {
      const name = key === '$ref' && String(value).split('/').at(-1)
      if (!name) reached(value, names)
      else if (!names.has(name)) {
        names.add(name)
        reached(schemas[name], names)
      }
    }
  }
  return names
}

const own = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/'))
const names = [...reached(own.map(([, item]) => item))].sort()
const ast = await openapiTS({
  openapi: document.openapi,
  info: document.info,
  paths: {},
  components: { schemas: Object.fromEntries(names.map((name) => [name, schemas[name]])) },
})
const text = astToString(ast)
const kept = text.slice(
  text.indexOf('export interface components'),
  text.indexOf('export type $defs'),
)
writeFileSync(
  output,
  `/** Made by \`make types\` from the server's OpenAPI document: not to be edited. */\n${kept}`,
)
