// Sends one of everything, prints how many were delivered and what failed.
import { Analytics } from '@segment/analytics-node'

const [host, writeKey] = process.argv.slice(2)
const analytics = new Analytics({ writeKey, host, flushAt: 3, maxRetries: 1 })
let delivered = 0
const failures = []
const count = (error) => (error ? failures.push(String(error)) : (delivered += 1))

const userId = 'N-1'
const anonymousId = 'node-a'
analytics.page({ anonymousId, name: '首页', properties: { path: '/' } }, count)
analytics.identify({ userId, anonymousId, traits: { name: '陈女士', phone: '13800007777', plan: '金' } }, count)
analytics.track({ userId, event: 'Order Completed', properties: { order_id: 'N-9', revenue: 88.5 } }, count)
analytics.screen({ userId, name: '购物车' }, count)
analytics.group({ userId, groupId: '店-9' }, count)
analytics.alias({ userId, previousId: 'node-b' }, count)
analytics.track({ userId, event: 'once', messageId: 'the same' }, count)
analytics.track({ userId, event: 'once', messageId: 'the same' }, count)
analytics.on('error', (error) => failures.push(JSON.stringify(error)))
await analytics.closeAndFlush({ timeout: 20_000 })
console.log(JSON.stringify({ delivered, failures }))
