import type { ReactNode } from 'react'
import { connection } from '../server/apikley.ts'
import { Studio } from '../ui/studio.tsx'

/** `?clip=<key>` is the clip that the page shows: an address to come back to. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ clip?: string }>
}): Promise<ReactNode> {
  const { clip } = await searchParams
  const { client } = connection()
  const isMock = ['127.0.0.1', 'localhost'].includes(new URL(client.baseUrl).hostname)
  return (
    <main>
      <header>
        <h1>Make a clip</h1>
        <p className={isMock ? 'badge' : 'badge live'}>
          {isMock ? 'Mock: nothing is charged' : 'Live: clips cost credits'}
        </p>
      </header>
      <Studio givenKey={clip} />
    </main>
  )
}
