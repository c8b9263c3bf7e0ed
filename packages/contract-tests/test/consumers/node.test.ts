import { nodeEngine } from '../../src/consumers/engines.ts'
import { entriesSuite, exampleSuite, mockSuite } from '../../src/consumers/suites.ts'

// The oldest that the packages promise, and the one that everybody here develops on.
const nodes = [
  { name: 'Node 22', version: 'v22.', engine: async () => ({ command: await nodeEngine('22.13.1') }) },
  { name: 'Node 24', version: 'v24.', engine: () => ({ command: process.execPath }) },
]

exampleSuite(nodes)
entriesSuite(nodes)
mockSuite(nodes)
