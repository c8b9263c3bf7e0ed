import { type Rule, rowsOf } from '@apikley/judges'

/** What we know of this API's answers and prices, as rows beside the judges' own. */
export const ownRules: readonly Rule<'money'>[] = rowsOf([
  {
    level: 'minor',
    direction: 'receive',
    rules: {
      'envelope-code-added': [
        'the envelope’s code has a value that was not listed',
        'the client treats unknown codes as errors that are kept as they came',
        'Add the code {what} to {of}.',
      ],
      'envelope-code-removed': [
        'the envelope’s code loses a listed value',
        'programs that handle it go on working; the client still knows it if it comes',
        'Remove the code {what} from {of}.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    marks: { money: true },
    rules: {
      'money-values': [
        'a field that sets the price accepts other values',
        'what a task may cost at least or at most is another sum; the ordinary rule tells what breaks',
        'Change what a task can cost by {of}, which sets the price: from {from} to {to}.',
      ],
      'money-operation-added': [
        'a new operation creates tasks, which are billed',
        'nobody pays unless they call it; they should know before',
        'Add {of} to what creates tasks, which are billed.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    marks: { behaviour: true, money: true },
    rules: {
      'money-default': [
        'the default of a field that sets the price is added, changed or removed',
        'the same program may pay otherwise; its types and its requests stay',
        'Change what a task costs that leaves out {of}: the default goes from {from} to {to}.',
      ],
      'money-field-added': [
        'a field that sets the price is new',
        'what is left out has a price, and upstream may have chosen it',
        'Add {of} to what sets the price of a task.',
      ],
      'money-field-removed': [
        'a field that sets the price is gone',
        'users cannot choose any more what they pay for; the ordinary rule tells that it breaks',
        'Remove {of} from what sets the price of a task: it cannot be chosen any more.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'receive',
    marks: { behaviour: true, money: true },
    rules: {
      'money-state-added': [
        'a task may be in a state that was not listed, and may end in it',
        'the client keeps waiting in states that it does not know: it loses nothing, and does not end by itself',
        'Add {what} to where a task may stand or end by {of}; look whether such a task is over, and is paid.',
      ],
      'money-state-removed': [
        'a state of tasks is not listed any more',
        'if tasks ended in it, they end otherwise now; the client still knows it if it comes',
        'Remove {what} from where a task may stand or end by {of}; look how such a task ends now, and whether it is paid.',
      ],
    },
  },
])
