import { type CSSProperties, type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react'
import type { Trouble } from '../clip.ts'
import { choices, type Order, priceOf } from '../model.ts'

const examples = [
  'A lighthouse at dusk, its beam sweeping over slow waves',
  'A paper boat drifting down a rainy street, seen from just above the water',
  'Steam rising from a cup of tea on a windowsill, snow falling outside',
]

/** What is to be made, and what it will cost. */
export function OrderForm({
  draft,
  setDraft,
  trouble,
  onSubmit,
}: {
  draft: Order
  setDraft: (draft: Order) => void
  trouble: Trouble | undefined
  onSubmit: () => void
}): ReactNode {
  const [fault, setFault] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const length = Array.from(draft.prompt.trim()).length
  const isTooLong = length > choices.maxPrompt

  useEffect(() => field.current?.focus({ preventScroll: true }), [])

  const change = (changed: Partial<Order>): void => {
    setFault(undefined)
    setDraft({ ...draft, ...changed })
  }
  const order = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (length > 0 && !isTooLong) return onSubmit()
    setFault(isTooLong ? `Shorten it by ${number(length - choices.maxPrompt)}.` : 'Say what the clip shows.')
    field.current?.focus()
  }

  return (
    <form className="card" onSubmit={order} noValidate>
      <div className="field">
        <label htmlFor="prompt">What does the clip show?</label>
        <textarea
          id="prompt"
          ref={field}
          rows={6}
          value={draft.prompt}
          onChange={(event) => change({ prompt: event.target.value })}
          aria-invalid={fault !== undefined || isTooLong}
          aria-describedby="fault count"
          required
        />
        <p className="below">
          <span id="fault" className="fault" role="alert">
            {fault}
          </span>
          <span id="count" className={isTooLong ? 'count over' : 'count'}>
            {number(length)} of {number(choices.maxPrompt)}
          </span>
        </p>
        {draft.prompt === '' && (
          <ul className="examples" aria-label="Or begin with an example">
            {examples.map((example) => (
              <li key={example}>
                <button type="button" onClick={() => change({ prompt: example })}>
                  {example}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>

      <div className="options">
        <Options
          name="Duration"
          values={choices.durations}
          value={draft.duration}
          show={(seconds) => `${seconds} s`}
          onChange={(duration) => change({ duration })}
        />
        <Options
          name="Shape"
          values={choices.aspectRatios}
          value={draft.aspectRatio}
          show={(ratio) => (
            <>
              <i className="shape" style={{ '--of': ratio.replace(':', '/') } as CSSProperties} aria-hidden />
              {ratio}
            </>
          )}
          onChange={(aspectRatio) => change({ aspectRatio })}
        />
      </div>

      {trouble && (
        <div className={`notice ${trouble.moneySpent === 'no' ? 'bad' : 'warning'}`} role="alert">
          <strong>{trouble.title}</strong>
          <p>{trouble.message}</p>
        </div>
      )}

      <div className="pay">
        <p>
          <b>{number(priceOf(draft.duration))} credits</b>
          <small>An estimate, charged once</small>
        </p>
        <button className="main">Make the clip</button>
      </div>
    </form>
  )
}

function Options<T extends string | number>({
  name,
  values,
  value: chosen,
  show,
  onChange,
}: {
  name: string
  values: readonly T[]
  value: T
  show: (value: T) => ReactNode
  onChange: (value: T) => void
}): ReactNode {
  return (
    <fieldset>
      <legend>{name}</legend>
      <div className="radios">
        {values.map((value) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChange(value)} />
            <span>{show(value)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function number(value: number): string {
  return value.toLocaleString('en')
}
