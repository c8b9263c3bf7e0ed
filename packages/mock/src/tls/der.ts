/** Values in DER (ITU-T X.690), the encoding of certificates. Only what the mock's own one is made of. */

const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const

/** A value with its tag and length before it. `tag`: by its name, or a number for one that depends on the context. */
export function der(tag: keyof typeof tags | number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([typeof tag === 'number' ? tag : tags[tag]]), lengthOf(content), content])
}

/** An object identifier, as `2.5.29.17`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der('oid', Buffer.from([40 * first + second, ...rest.flatMap(base128)]))
}

/** A moment to the second; years up to 2049. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return der('time', Buffer.from(digits.slice(2)))
}

function lengthOf({ length }: Uint8Array): Buffer {
  if (length < 128) return Buffer.from([length])
  const bytes = length < 256 ? [length] : [length >> 8, length & 255]
  return Buffer.from([128 + bytes.length, ...bytes])
}

// Seven bits a byte, the highest first; all but the last are marked.
function base128(value: number): number[] {
  const digits = [value & 127]
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift(128 + (rest & 127))
  return digits
}
