import { entriesSuite, exampleSuite, mockSuite } from '../../src/consumers/suites.ts'

// The one that everybody here develops on; `compatibility` has all that the packages promise.
const nodes = [{ name: 'Node 24', version: 'v24.', engine: () => ({ command: process.execPath }) }]

exampleSuite(nodes)
entriesSuite(nodes)
mockSuite(nodes)
