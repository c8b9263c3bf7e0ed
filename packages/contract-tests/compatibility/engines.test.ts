import { entriesSuite, exampleSuite, mockSuite } from '../src/consumers/suites.ts'
import { engines, nodes } from './matrix.ts'

exampleSuite(engines)
entriesSuite(engines)
mockSuite(nodes)
