import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP, isIPv6 } from 'node:net'
import { ipv6Groups } from '../http/address-kind.ts'
import { der, oid, time } from './der.ts'

/** What a server needs to speak TLS; both are PEM. */
export interface Identity {
  key: string
  /** Signed by itself: who trusts it, trusts nobody else by that. */
  cert: string
}

const day = 24 * 60 * 60 * 1000
const ecdsaWithSha256 = der('sequence', oid('1.2.840.10045.4.3.2'))

/**
 * Makes a key and a certificate for these host names and addresses, good for a year. It is no authority: programs that
 * trust it take it for these names alone, and the key never leaves the process.
 */
export function createIdentity(hosts: readonly string[]): Identity {
  const now = Date.now()
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = der(
    'sequence',
    der('set', der('sequence', oid('2.5.4.3'), der('text', Buffer.from('Apikley mock')))),
  )
  const signed = der(
    'sequence',
    der(0xa0, der('integer', Buffer.from([2]))),
    der('integer', Buffer.from([1]), randomBytes(15)),
    ecdsaWithSha256,
    name,
    der('sequence', time(new Date(now - day)), time(new Date(now + 365 * day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der('sequence', ...extensions(hosts))),
  )
  const signature = der('bits', Buffer.from([0]), sign('sha256', signed, privateKey))
  const cert = der('sequence', signed, ecdsaWithSha256, signature)
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.toString('base64').replaceAll(/.{64}/g, '$&\n').trim()}\n-----END CERTIFICATE-----\n`,
  }
}

function extensions(hosts: readonly string[]): Buffer[] {
  const extension = (id: string, value: Buffer, critical = false) =>
    der('sequence', oid(id), ...(critical ? [der('boolean', Buffer.from([255]))] : []), der('octets', value))
  return [
    // Basic constraints, empty: no authority. Some clients refuse one that serves as a server's own.
    extension('2.5.29.19', der('sequence'), true),
    // Key usage: digital signature.
    extension('2.5.29.15', der('bits', Buffer.from([7, 0x80])), true),
    // Extended key usage: server authentication.
    extension('2.5.29.37', der('sequence', oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', der('sequence', ...hosts.map(alternativeName))),
  ]
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 0) return der(0x82, Buffer.from(host, 'latin1'))
  const bytes = isIPv6(host)
    ? ipv6Groups(host).flatMap((group) => [group >> 8, group & 255])
    : host.split('.').map(Number)
  return der(0x87, Buffer.from(bytes))
}
