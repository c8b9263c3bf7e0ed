'use client'

import { type ReactNode, useState } from 'react'
import { choices, type Order } from '../model.ts'
import { OrderForm } from './order-form.tsx'
import { OrderNote } from './order-note.tsx'
import { Stage } from './stage.tsx'
import { useClip } from './use-clip.ts'

/** The whole page: on the left what is ordered, on the right the clip. */
export function Studio({ givenKey }: { givenKey: string | undefined }): ReactNode {
  const { view, order, submit, startOver } = useClip(givenKey)
  const [draft, setDraft] = useState<Order>({
    prompt: '',
    duration: choices.durations[0] ?? 5,
    aspectRatio: choices.aspectRatios[0] ?? '16:9',
  })
  const isDraft = view.state === 'draft'
  const shown = isDraft ? draft : order
  return (
    <div className={isDraft ? 'studio' : 'studio ordered'}>
      {isDraft ? (
        <OrderForm draft={draft} setDraft={setDraft} trouble={view.trouble} onSubmit={() => submit(draft)} />
      ) : (
        <OrderNote
          order={order}
          view={view}
          onStartOver={() => {
            if (order) setDraft(order)
            startOver()
          }}
        />
      )}
      <Stage view={view} order={shown} />
    </div>
  )
}
