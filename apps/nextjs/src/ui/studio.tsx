'use client'

import { type ReactNode, useState } from 'react'
import type { choices as modelChoices, Order } from '../model.ts'
import { OrderForm } from './order-form.tsx'
import { OrderNote } from './order-note.tsx'
import { Stage } from './stage.tsx'
import { useClip } from './use-clip.ts'

/** The whole page: on the left what is ordered, on the right the clip. */
export function Studio({
  choices,
  prices,
  givenKey,
}: {
  choices: typeof modelChoices
  /** In credits, of each duration. */
  prices: readonly (number | undefined)[]
  givenKey: string | undefined
}): ReactNode {
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
        <OrderForm {...{ choices, prices, draft, setDraft }} trouble={view.trouble} onSubmit={() => submit(draft)} />
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
