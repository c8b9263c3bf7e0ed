import { typescriptSuite } from '../src/consumers/suites.ts'
import { compilers } from './matrix.ts'

typescriptSuite(compilers)
