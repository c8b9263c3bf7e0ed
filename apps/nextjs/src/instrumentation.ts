/** When the server starts: takes up what was under way when it ended, and saves what has come meanwhile. Orders nothing. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { connection } = await import('./server/apikley.ts')
  const { clipFile } = await import('./server/clips.ts')
  const { client } = connection()
  client.recover({ saveTo: ({ key }) => clipFile(key) }).catch(console.error)
}
