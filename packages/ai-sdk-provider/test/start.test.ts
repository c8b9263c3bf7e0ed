import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai'
import { describe, expect, it } from 'vitest'
import { kling, poll, providerOf, setUp } from './set-up.ts'

describe('a video', () => {
  it('is generated, paid once and told of', async () => {
    const { mock, apikley } = await setUp()
    const result = await generateVideo({ model: apikley.video(kling.id), prompt: 'dusk', duration: 5, poll })
    expect(result.video.mediaType).toBe('video/mp4')
    expect(result.video.uint8Array.length).toBeGreaterThan(1_000)
    expect(result.warnings).toEqual([])
    mock.assertChargedOnce('dusk')
    console.log(JSON.stringify(result.providerMetadata), result.responses)
  })
  it('is started in one process, and looked at in another', async () => {
    const { mock, apikley } = await setUp()
    const { operation, warnings } = await startVideo({ model: apikley.video(kling), prompt: 'dusk' })
    const kept: typeof operation = JSON.parse(JSON.stringify(operation))
    console.log(kept)
    const other = providerOf(mock.url)
    const status = await getVideoStatus(other.video(kling), { operation: kept })
    expect(status).toMatchObject({ status: 'completed', videos: [{ type: 'url', mediaType: 'video/mp4' }] })
    expect(warnings).toEqual([])
  })
})
