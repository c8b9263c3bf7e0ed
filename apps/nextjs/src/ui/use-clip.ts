import { useEffect, useRef, useState } from 'react'
import type { Order } from '../model.ts'
import { followClip, type KeptOrder, type View } from './follow-clip.ts'

/** The clip that the page is about, and what can be done with it. */
export interface UsedClip {
  readonly view: View
  /** What was ordered, as far as this browser knows. */
  readonly order: Order | undefined
  readonly submit: (order: Order) => void
  /** Leaves the clip, which goes on, for a new order. */
  readonly startOver: () => void
}

/** `givenKey`: that of the page's address. */
export function useClip(givenKey: string | undefined): UsedClip {
  const [followed, follow] = useState(givenKey === undefined ? undefined : { key: givenKey })
  const [view, show] = useState<View>({ state: givenKey === undefined ? 'draft' : 'looking' })
  const [order, setOrder] = useState<Order>()
  // Made once for an order: a double click sends the same key twice, and is one clip.
  const draftKey = useRef<string>(undefined)

  useEffect(() => {
    if (!followed) return undefined
    const { key } = followed
    const kept = readKept(key)
    setOrder(kept?.order)
    const leave = new AbortController()
    const tell = (next: View): void => {
      if (kept && next.state === 'running') keep(key, { ...kept, isStarted: true })
      show(next)
    }
    void followClip(key, kept, tell, leave.signal)
    return () => leave.abort()
  }, [followed])

  return {
    view,
    order,
    submit: (ordered) => {
      const key = (draftKey.current ??= makeKey())
      keep(key, { order: ordered, isStarted: false })
      history.replaceState(undefined, '', `?clip=${key}`)
      show({ state: 'sending' })
      follow({ key })
    },
    startOver: () => {
      draftKey.current = undefined
      history.replaceState(undefined, '', location.pathname)
      follow(undefined)
      show({ state: 'draft' })
    },
  }
}

/** Not `crypto.randomUUID`, which a page without https does not have. */
function makeKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function keep(key: string, kept: KeptOrder): void {
  localStorage.setItem(`clip ${key}`, JSON.stringify(kept))
}

function readKept(key: string): KeptOrder | undefined {
  return JSON.parse(localStorage.getItem(`clip ${key}`) ?? 'null') ?? undefined
}
