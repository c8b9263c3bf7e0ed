import { announce } from './announce.js'
import { byId, el } from './dom.js'
/** @import { PageState } from '../page-state.ts' */

const dialog = /** @type {HTMLDialogElement} */ (byId('new-task-dialog'))
const form = /** @type {HTMLFormElement} */ (byId('new-task-form'))
const problem = byId('new-task-problem')

byId('new-task').addEventListener('click', () => {
  problem.hidden = true
  dialog.showModal()
})
byId('new-task-cancel').addEventListener('click', () => dialog.close())
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void submit()
})

/**
 * Fills the form with what this mock takes.
 *
 * @param {PageState} state
 */
export function fillNewTask({ models, anyModel, keyed }) {
  byId('new-task-key').hidden = !keyed
  const list = byId('models')
  if (list.hasChildNodes()) return
  list.append(...models.map((model) => el('option', { value: model })))
  if (field('model').value === '') field('model').value = models[0] ?? ''
  if (anyModel) byId('any-model').hidden = false
}

// By the API, like every other program: faults strike it, and it is on the list of requests.
async function submit() {
  try {
    const envelope = await createTask(body())
    if (envelope.code !== 200)
      throw new Error(`${envelope.code}: ${envelope.msg}. The list of requests may tell more.`)
    dialog.close()
    announce('The task was created')
  } catch (error) {
    problem.textContent = error instanceof TypeError ? 'There was no answer.' : messageOf(error)
    problem.hidden = false
  }
}

/** @param {unknown} request */
async function createTask(request) {
  const response = await fetch('/api/v1/jobs/createTask', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${field('key').value || 'the-page'}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(request),
  })
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`The answer (HTTP ${response.status}) is no JSON.`)
  }
}

function body() {
  const callBackUrl = field('callBackUrl').value.trim()
  const prompt = field('prompt').value
  return {
    model: field('model').value.trim(),
    ...(callBackUrl !== '' && { callBackUrl }),
    input: { ...(prompt !== '' && { prompt }), ...moreInput() },
  }
}

function moreInput() {
  const text = field('more').value.trim()
  if (text === '') return {}
  try {
    const value = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Said below, like a list.
  }
  throw new Error('The further input must be a JSON object, such as {"duration": "10"}.')
}

/** @param {string} name */
function field(name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name))
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}
