import { el } from './dom.js'
import { shortId } from './format.js'
/** @import { PageTask } from '../page-state.ts' */

const kinds = {
  video: /\.(mp4|webm|mov)$/,
  image: /\.(png|jpe?g|webp|gif|svg)$/,
  audio: /\.(mp3|wav|m4a|ogg|aac)$/,
}

/**
 * The results, playing by their kind.
 *
 * @param {PageTask} task
 * @param {readonly [string, ...string[]]} urls
 */
export function resultPreview(task, urls) {
  const [first] = urls
  // Pictures are looked at side by side.
  if (urls.length > 1 && kinds.image.test(ownUrl(first))) {
    const pictures = urls.map((url, index) =>
      el(
        'a',
        { href: ownUrl(url), target: '_blank' },
        el('img', {
          src: ownUrl(url),
          alt: `Result ${index + 1} of task ${shortId(task.taskId)}`,
          loading: 'lazy',
        }),
      ),
    )
    return el('div', { class: 'pictures' }, ...pictures)
  }
  const others = urls
    .slice(1)
    .map((url, index) => el('a', { href: ownUrl(url), target: '_blank' }, String(index + 2)))
  const player = playerOf(ownUrl(first), `Result of task ${shortId(task.taskId)}`)
  if (others.length === 0) return player
  return el('div', {}, player, el('p', { class: 'others' }, 'More: ', ...others))
}

/**
 * Results are shown through the page's own door: looking at them uses up no fault and makes no line in the list of
 * requests, and the name by which the client reached the mock does not matter.
 *
 * @param {string} url
 */
function ownUrl(url) {
  return `/_mock/page${new URL(url).pathname}`
}

/**
 * @param {string} url
 * @param {string} name
 */
function playerOf(url, name) {
  if (kinds.image.test(url)) return el('img', { src: url, alt: name, loading: 'lazy' })
  if (kinds.audio.test(url))
    return el('audio', { src: url, controls: '', preload: 'none', 'aria-label': name })
  if (!kinds.video.test(url)) return el('a', { href: url, target: '_blank' }, 'Open')
  const video = el('video', { controls: '', playsinline: '', preload: 'none', 'aria-label': name })
  video.muted = true
  seen.observe(video)
  video.dataset['src'] = url
  return video
}

// A hundred clips must not load at once: each gets its file when it comes into view.
const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLVideoElement)) continue
      seen.unobserve(target)
      target.preload = 'auto'
      target.src = target.dataset['src'] ?? ''
    }
  },
  { rootMargin: '200px' },
)
