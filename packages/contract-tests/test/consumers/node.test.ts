import { nodeEngine } from '../../src/consumers/engines.ts'
import { entriesSuite, exampleSuite, mockSuite } from '../../src/consumers/suites.ts'

// The oldest that the packages promise, and the one that everybody here develops on.
const nodes = [
  { name: 'Node 20', version: 'v20.', engine: async () => ({ command: await nodeEngine('20.20.2') }) },
  { name: 'Node 24', version: 'v24.', engine: () => ({ command: process.execPath }) },
]

exampleSuite(nodes)
entriesSuite(nodes)
mockSuite(nodes)
