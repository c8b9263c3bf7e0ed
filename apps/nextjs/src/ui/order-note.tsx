import type { ReactNode } from 'react'
import type { Order } from '../model.ts'
import type { View } from './follow-clip.ts'

/** What was ordered, in place of the form. */
export function OrderNote({
  order,
  view,
  onStartOver,
}: {
  order: Order | undefined
  view: View
  onStartOver: () => void
}): ReactNode {
  const hasEnded = ['done', 'failed', 'missing'].includes(view.state)
  return (
    <section className="card note" aria-label="The order">
      {order ? (
        <>
          <blockquote>{order.prompt}</blockquote>
          <p className="facts">
            {order.duration} s · {order.aspectRatio}
            {view.state === 'done' && view.credits !== undefined && ` · ${view.credits} credits`}
          </p>
        </>
      ) : (
        <p className="facts">
          {view.state === 'missing' ? 'Nothing was ordered here.' : 'Ordered in another browser.'}
        </p>
      )}
      {!hasEnded && (
        <p className="hint">
          This address is the clip’s. Close it, reload it, open it elsewhere: the clip goes on, and is paid
          once.
        </p>
      )}
      <div className="actions">
        {view.state === 'done' && (
          <a className="main" href={view.src} download="clip.mp4">
            Download
          </a>
        )}
        <button className={view.state === 'done' || !hasEnded ? 'plain' : 'main'} onClick={onStartOver}>
          {view.state === 'failed' ? 'Change the order' : 'Make another clip'}
        </button>
      </div>
    </section>
  )
}
