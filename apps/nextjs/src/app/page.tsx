import type { ReactNode } from 'react'
import { choices, model } from '../model.ts'
import { connection } from '../server/apikley.ts'
import { Studio } from '../ui/studio.tsx'

/** `?clip=<key>` is the clip that the page shows: an address to come back to. */
export default async function Page({ searchParams }: { searchParams: Promise<{ clip?: string }> }): Promise<ReactNode> {
  const { clip } = await searchParams
  const { client } = connection()
  const prices = choices.durations.map((duration) =>
    client.estimate(model, { prompt: '', duration: String(duration) as '5' | '10' }),
  )
  const isMock = ['127.0.0.1', 'localhost'].includes(new URL(client.baseUrl).hostname)
  return (
    <main>
      <header>
        <h1>Make a clip</h1>
        <p className={isMock ? 'badge' : 'badge live'}>
          {isMock ? 'Mock: nothing is charged' : 'Live: clips cost credits'}
        </p>
      </header>
      <Studio choices={choices} prices={prices} givenKey={clip} />
    </main>
  )
}
