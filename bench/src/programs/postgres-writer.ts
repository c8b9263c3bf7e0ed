import { once } from 'node:events'
import { openOrders, type Way, write } from '../postgres/orders.ts'

// One of many processes that write orders: opens its store, and begins when it is told to.
const [way, url = '', first = '', count = ''] = process.argv.slice(2)
const orders = await openOrders(way as Way, url)
process.send?.('ready')
await once(process, 'message')
await write(orders, Number(first), Number(count), 1)
process.send?.('done')
await orders.close()
process.disconnect()
