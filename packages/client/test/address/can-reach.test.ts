import { describe, expect, it } from 'vitest'
import { canReach } from '../../src/address/can-reach.ts'

const remote = 'https://api.example.com'

describe('an API on the Internet', () => {
  it.for([
    'http://localhost:3000/cb',
    'http://LOCALHOST.:3000',
    'https://app.localhost',
    'http://127.0.0.1',
    'http://127.8.9.1:80',
    'http://0.0.0.0:4020',
    'http://0',
    'http://[::1]:3000',
    'http://[::]:3000',
    'http://[::ffff:127.0.0.1]',
    'http://10.1.2.3',
    'http://172.16.0.1',
    'http://192.168.1.5:3000/cb',
    'http://169.254.10.10',
    'http://100.64.0.1',
    'http://[fd00::1]',
    'http://[fe80::1]',
    'https://macbook.local/cb',
    'https://hooks.internal',
    'https://nas.home.arpa',
    'https://box.lan',
    'https://app.test',
    'http://worker:3000/cb',
    'http://worker.:3000/cb',
  ])('does not reach %s', (to) => expect(canReach(remote, to)).toBe(false))

  it.for([
    'https://example.com/cb',
    'https://me.example/cb',
    'https://8.8.8.8/cb',
    'https://[2606:4700::1111]/cb',
    'https://abc-123.trycloudflare.com/cb',
    'https://localhost.example.com',
    'https://internal.example.com',
    'https://пример.рф/cb',
    'not an address',
  ])('reaches %s', (to) => expect(canReach(remote, to)).toBe(true))
})

describe('an API in the own network', () => {
  it.for(['http://10.1.2.3:8080', 'http://mock:4010', 'http://api.local'])(
    '%s reaches others there',
    (from) => {
      expect(canReach(from, 'http://worker:3000')).toBe(true)
      expect(canReach(from, 'http://192.168.1.5')).toBe(true)
      expect(canReach(from, 'https://example.com')).toBe(true)
      expect(canReach(from, 'http://localhost:3000')).toBe(false)
    },
  )
})

it.for(['http://localhost:3000', 'http://worker:3000', 'https://example.com'])(
  'an API on the own machine reaches %s',
  (to) => expect(canReach('http://127.0.0.1:4010', to)).toBe(true),
)
