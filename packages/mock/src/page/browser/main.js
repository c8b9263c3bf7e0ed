import { advance, reset, topUp } from './admin.js'
import { announce, announceTasks } from './announce.js'
import { showBill } from './bill.js'
import { showCallbacks } from './callbacks.js'
import { byId, setText } from './dom.js'
import { fillFaultMenu, showFaults, startFaults } from './faults.js'
import { duration, number } from './format.js'
import { keepLive } from './live.js'
import { fillNewTask } from './new-task.js'
import { showNow } from './now.js'
import { showRequests } from './requests.js'
import { showTasks } from './tasks.js'
import { fillWelcome } from './welcome.js'
/** @import { Shown } from './admin.js' */

const connections = { live: 'Live', lost: 'Connection lost, trying again' }

/** @param {Shown} state */
function show(state) {
  fillFaultMenu(state)
  showNow(state)
  fillWelcome(state.keyed)
  fillNewTask(state)
  showCallbacks(state)
  showTasks(state)
  showBill(state)
  showFaults(state)
  showRequests(state)
  announceTasks(state)
}

/**
 * @param {keyof typeof connections} connection
 * @param {string} [problem]
 */
function showConnection(connection, problem) {
  const element = byId('connection')
  if (problem || element.dataset['state'] === 'lost') showProblem(problem)
  element.dataset['state'] = connection
  setText(element, connections[connection])
}

/** @param {string} [text] none: there is no problem any more */
function showProblem(text = '') {
  setText(byId('problem'), text)
  byId('problem').hidden = text === ''
}

/** @param {() => Promise<unknown>} work */
async function runAndReport(work) {
  try {
    await work()
    showProblem()
  } catch (error) {
    showProblem(error instanceof Error ? error.message : String(error))
  }
  await read()
}

startFaults((work) => void runAndReport(work))
for (const button of document.querySelectorAll('[data-advance]')) {
  const ms = Number(button.getAttribute('data-advance'))
  button.addEventListener('click', () => {
    void runAndReport(async () => {
      await advance(ms)
      announce(`Advanced by ${duration(ms)}`)
    })
  })
}

byId('top-up').addEventListener('submit', (event) => {
  event.preventDefault()
  const credits = Number(/** @type {HTMLInputElement} */ (byId('top-up-credits')).value)
  void runAndReport(async () => {
    await topUp(credits)
    announce(`${number(credits)} credits were added`)
  })
})

const dialog = /** @type {HTMLDialogElement} */ (byId('reset-dialog'))
byId('reset').addEventListener('click', () => dialog.showModal())
dialog.addEventListener('close', () => {
  if (dialog.returnValue !== 'reset') return
  dialog.returnValue = ''
  void runAndReport(async () => {
    await reset()
    announce('The mock was reset')
  })
})

const read = keepLive({ onState: show, onConnection: showConnection })
