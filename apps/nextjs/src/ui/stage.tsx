import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import type { RunningClip } from '../clip.ts'
import type { Order } from '../model.ts'
import type { View } from './follow-clip.ts'

/** What is said of each state, in words that are read aloud when it changes. */
function headline(view: View): string {
  switch (view.state) {
    case 'draft':
      return 'Your clip appears here'
    case 'sending':
      return view.trouble?.title ?? 'Sending the order'
    case 'looking':
      return 'Looking for the clip'
    case 'missing':
      return 'No such clip'
    case 'failed':
      return 'The clip could not be made'
    case 'done':
      return 'The clip is ready'
  }
  const isWaiting = view.stage === 'waiting' || view.stage === 'queuing'
  return isWaiting ? 'The clip waits for its turn' : 'The clip is being made'
}

/** The clip, or what stands in its place: a frame of its shape. */
export function Stage({ view, order }: { view: View; order: Order | undefined }): ReactNode {
  const stage = useRef<HTMLElement>(null)
  const isDraft = view.state === 'draft'
  // The form, and the focus with it, has made way for this.
  useEffect(() => {
    if (!isDraft) stage.current?.focus()
  }, [isDraft])
  const [width = 16, height = 9] = (order?.aspectRatio ?? '16:9').split(':').map(Number)
  return (
    <section
      ref={stage}
      tabIndex={-1}
      className={`stage ${view.state}`}
      aria-label="The clip"
      style={{ '--ratio': width / height } as CSSProperties}
    >
      <p className="unseen" role="status">
        {isDraft ? '' : headline(view)}
      </p>
      <div className="frame">
        {view.state !== 'done' && <h2>{headline(view)}</h2>}
        <Inside view={view} />
      </div>
    </section>
  )
}

function Inside({ view }: { view: View }): ReactNode {
  switch (view.state) {
    case 'draft':
      return <p>Say what it shows, see what it costs, and make it.</p>
    case 'sending':
      return view.trouble ? <Notice text={view.trouble.message} /> : <p>It is sent once, and paid once.</p>
    case 'looking':
      return view.notice === undefined ? null : <Notice text={view.notice} />
    case 'missing':
      return <p>This server knows no clip at this address, or has deleted it.</p>
    case 'failed':
      return <p>{view.reason}</p>
    case 'done':
      return <Player src={view.src} />
  }
  return <Progress clip={view} />
}

function Player({ src }: { src: string }): ReactNode {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    // What forbids it shows the controls all the same.
    if (!isCalm) video.current?.play().catch(() => undefined)
  }, [])
  return <video ref={video} src={src} controls muted loop playsInline aria-label="The clip" />
}

/** How long it has taken, and probably will: the API tells no more of its progress than a stage. */
function Progress({ clip }: { clip: RunningClip }): ReactNode {
  const sinceMs = useSince(clip)
  const ageMs = clip.ageMs + sinceMs
  const restMs = Math.max(clip.restMs - sinceMs, 0)
  return (
    <>
      <progress value={ageMs / (ageMs + restMs)} aria-label="Estimated progress" />
      <p className="times">
        <span>{time(ageMs)}</span>
        <span>{restMs > 1_000 ? `probably ${roughly(restMs)} more` : 'should be there any moment'}</span>
      </p>
      {clip.notice !== undefined && <Notice text={clip.notice} />}
    </>
  )
}

function Notice({ text }: { text: string }): ReactNode {
  return (
    <p className="notice warning" role="alert">
      {text}
    </p>
  )
}

/** Milliseconds since a value came, counted on. */
function useSince(value: unknown): number {
  const [ms, setMs] = useState(0)
  useEffect(() => {
    const from = performance.now()
    const tick = (): void => setMs(performance.now() - from)
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [value])
  return ms
}

function time(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function roughly(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 5_000) * 5} s` : `${Math.round(ms / 60_000)} min`
}
