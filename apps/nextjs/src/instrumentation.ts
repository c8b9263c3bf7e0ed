/** When the server starts: takes up what was under way when it ended, and saves what has come meanwhile. Orders nothing. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { finishClips } = await import('./server/clips.ts')
  finishClips().catch(console.error)
}
