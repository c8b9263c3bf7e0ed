import { openOrders, type Way, write } from '../postgres/orders.ts'

// One of many processes that write orders: opens its store, and writes some whenever it is told to.
const [way, url = ''] = process.argv.slice(2)
const orders = await openOrders(way as Way, url)
process.on('message', ({ first, count }: { first: number; count: number }) => {
  void write(orders, first, count, 1).then(() => process.send?.('done'))
})
process.once('disconnect', () => void orders.close())
process.send?.('ready')
