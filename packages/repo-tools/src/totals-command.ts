import path from 'node:path'
import { compatibilityResults, formatTotals, readTotals, testResults } from './totals.ts'

// The closing line of CI: every test and every compatibility run of this checkout.
const root = path.resolve(import.meta.dirname, '../../..')
console.log(formatTotals(readTotals(root, [...testResults, ...compatibilityResults])))
