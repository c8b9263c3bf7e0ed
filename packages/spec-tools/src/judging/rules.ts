import { type Rule, rowsOf } from '@apikley/judges'

/** What we know of this API's answers and prices, as rows beside the judges' own. */
export const ownRules: readonly Rule<'money'>[] = rowsOf([
  {
    level: 'minor',
    direction: 'receive',
    rules: {
      'envelope-code-added': 'Add the code {what} to {of}.',
      'envelope-code-removed': 'Remove the code {what} from {of}.',
    },
  },
  {
    level: 'minor',
    direction: 'send',
    marks: { money: true },
    rules: {
      'money-values': 'Change what a task can cost by {of}, which sets the price: from {from} to {to}.',
      'money-operation-added': 'Add {of} to what creates tasks, which are billed.',
    },
  },
  {
    level: 'minor',
    direction: 'send',
    marks: { behaviour: true, money: true },
    rules: {
      'money-default': 'Change what a task costs that leaves out {of}: the default goes from {from} to {to}.',
      'money-field-added': 'Add {of} to what sets the price of a task.',
      'money-field-removed': 'Remove {of} from what sets the price of a task: it cannot be chosen any more.',
    },
  },
  {
    level: 'minor',
    direction: 'receive',
    marks: { behaviour: true, money: true },
    rules: {
      'money-state-added':
        'Add {what} to where a task may stand or end by {of}; look whether such a task is over, and is paid.',
      'money-state-removed':
        'Remove {what} from where a task may stand or end by {of}; look how such a task ends now, and whether it is paid.',
    },
  },
])
