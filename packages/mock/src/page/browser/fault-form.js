import { el } from './dom.js'
/** @import { Fault, FaultName } from '../../faults/fault.ts' */
/** @import { FaultKinds } from './admin.js' */
/** @import { Rule } from '../../faults/rules.ts' */

/**
 * A form for one kind of fault: what it does, its fields, and how often it strikes.
 *
 * @param {FaultName} kind
 * @param {FaultKinds} known
 * @param {(fault: Fault) => void} add
 */
export function faultForm(kind, { kinds, options }, add) {
  const { summary, fields } = kinds[kind]
  const { times: _times, operation, ...others } = options
  const own = Object.entries(fields).map(([name, rule]) => fieldOf(name, rule))
  // It concerns only kinds that can strike more than one.
  const canChoose = !Array.isArray(kinds[kind].appliesTo) && operation !== undefined
  const more = Object.entries({ ...(canChoose && { operation }), ...others }).map(([name, rule]) =>
    fieldOf(name, rule),
  )
  const form = el(
    'form',
    { class: 'fault-form', 'aria-label': 'Fault' },
    el('p', {}, sentence(summary)),
    ...own.map(({ label }) => label),
    el('details', {}, el('summary', {}, 'When it strikes'), ...more.map(({ label }) => label)),
    el(
      'div',
      { class: 'answers' },
      el('button', { name: 'often', value: 'always' }, 'Until cleared'),
      el('button', { name: 'often', value: 'once', class: 'primary' }, 'Next time'),
    ),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const once = event.submitter?.getAttribute('value') === 'once'
    const values = [...own, ...more].flatMap(({ name, read }) => {
      const value = read()
      return value === undefined ? [] : [[name, value]]
    })
    add(/** @type {Fault} */ ({ kind, ...Object.fromEntries(values), ...(once && { times: 1 }) }))
  })
  return form
}

/**
 * A labelled field for a rule; read, it answers nothing where the default is meant.
 *
 * @param {string} name
 * @param {Rule} rule
 * @returns {{ name: string, label: HTMLElement, read: () => unknown }}
 */
function fieldOf(name, rule) {
  const about = el('span', { class: 'about-field' }, el('code', {}, name), ' ', plain(rule.description))
  const given = rule.default === undefined ? '' : String(rule.default)
  if ('enum' in rule) {
    const none = rule.default === undefined ? [el('option', { value: '' }, 'any')] : []
    const options = rule.enum.map((one) => el('option', { value: JSON.stringify(one) }, String(one)))
    const input = el('select', { name }, ...none, ...options)
    if (rule.default !== undefined) input.value = JSON.stringify(rule.default)
    return {
      name,
      label: el('label', {}, about, input),
      read: () => (input.value === '' ? undefined : JSON.parse(input.value)),
    }
  }
  if ('type' in rule && rule.type === 'boolean') {
    const input = el('input', { type: 'checkbox', name, ...(rule.default && { checked: '' }) })
    return { name, label: el('label', { class: 'check' }, input, about), read: () => input.checked }
  }
  const isNumber = 'type' in rule && rule.type !== 'string'
  const limits = isNumber ? { min: String(rule.minimum), max: String(rule.maximum) } : {}
  const step = isNumber ? { step: rule.type === 'integer' ? '1' : 'any', inputmode: 'decimal' } : {}
  const attributes = { name, value: given, type: isNumber ? 'number' : 'text', ...limits, ...step }
  const input = el('input', attributes)
  return {
    name,
    label: el('label', {}, about, input),
    read: () => {
      if (input.value === '' || input.value === given) return undefined
      return isNumber || /^\d+$/.test(input.value) ? Number(input.value) : input.value
    },
  }
}

/** @param {string} text */
function sentence(text) {
  const shown = plain(text)
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}.`
}

/** @param {string} text */
function plain(text) {
  return text.replaceAll('`', '')
}
