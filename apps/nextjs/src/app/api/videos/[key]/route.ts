import { refuse, troubleOf } from '../../../../server/answer.ts'
import { isKey, lookAtClip } from '../../../../server/clips.ts'

/** Tells how a clip stands. */
export async function GET(_: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { key } = await params
  try {
    const clip = isKey(key) ? await lookAtClip(key) : undefined
    return clip ? Response.json(clip) : refuse(404, 'This server knows no such clip.')
  } catch (error) {
    return troubleOf(error)
  }
}
