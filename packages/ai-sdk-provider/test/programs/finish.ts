// Takes up an operation that another process has started, and prints what became of it: finish.ts <operation>
import { experimental_getVideoStatus as getVideoStatus } from 'ai'
import { createApikleyProvider } from '../../src/index.ts'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'

const apikley = createApikleyProvider({ models: [kling] })
const operation = JSON.parse(process.argv[2] ?? '')
console.log(JSON.stringify(await getVideoStatus(apikley.video(kling.id), { operation })))
