// order-clip.js, the program that is tested
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'

export async function orderClip(apikley, order) {
  const clip = await apikley.generate(kling, { prompt: order.prompt }, { key: `order-${order.id}` })
  return clip.urls[0]
}
