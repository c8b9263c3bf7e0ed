import { announce } from './announce.js'
import { el } from './dom.js'

/**
 * A button that copies a text.
 *
 * @param {string} label
 * @param {string} text
 * @param {string} name what screen readers call it
 */
export function copyButton(label, text, name) {
  const button = el('button', { type: 'button', class: 'copy', 'aria-label': name, title: name }, label)
  button.addEventListener('click', () => void copy(button, label, text))
  return button
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} label
 * @param {string} text
 */
async function copy(button, label, text) {
  const copied = await writeClipboard(text)
  const said = copied ? 'Copied' : 'Not copied'
  button.textContent = said
  announce(copied ? 'Copied' : 'The browser did not let the page copy')
  setTimeout(() => {
    if (button.textContent === said) button.textContent = label
  }, 1500)
}

/** @param {string} text */
async function writeClipboard(text) {
  try {
    // Not there on an address that the browser does not trust, such as another machine's over http.
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
