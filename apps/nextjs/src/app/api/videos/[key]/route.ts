import { refuse, tellError } from '../../../../server/answer.ts'
import { lookAtClip } from '../../../../server/clips.ts'
import { isKey } from '../../../../server/data.ts'

/** Tells how a clip stands. */
export async function GET(_: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { key } = await params
  try {
    const clip = isKey(key) ? await lookAtClip(key) : undefined
    return clip ? Response.json(clip) : refuse(404, 'This server knows no such clip.')
  } catch (error) {
    return tellError(error)
  }
}
