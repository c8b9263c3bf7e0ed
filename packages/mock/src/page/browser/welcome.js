import { byId, el } from './dom.js'
import { copyButton } from './copy.js'

const model = 'kling/v2-1-master-text-to-video'

/**
 * Tells how to send the first request.
 *
 * @param {boolean} keyed whether only one key is accepted
 */
export function fillWelcome(keyed) {
  const welcome = byId('welcome')
  if (welcome.hasChildNodes()) return
  const { origin } = location
  const key = keyed ? 'the-key-of-this-mock' : 'anything'
  const body = JSON.stringify({ model, input: { prompt: 'a lighthouse at dusk' } })
  const environment = `APIKLEY_BASE_URL=${origin} APIKLEY_API_KEY=${key}`
  const curl = [
    `curl ${origin}/api/v1/jobs/createTask`,
    `-H 'Authorization: Bearer ${key}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${body}'`,
  ].join(' \\\n  ')
  welcome.append(
    el('h3', {}, 'No tasks yet'),
    el(
      'p',
      {},
      'Point your program at this mock. Its tasks, clips and bill appear here, and nothing is charged.',
    ),
    snippet('Environment', environment),
    el('p', {}, 'Or send a request by hand:'),
    snippet('curl', curl),
  )
}

/**
 * @param {string} name
 * @param {string} text
 */
function snippet(name, text) {
  return el(
    'div',
    { class: 'snippet' },
    el('pre', { tabindex: '0', 'aria-label': name }, el('code', {}, text)),
    copyButton('Copy', text, `Copy: ${name}`),
  )
}
