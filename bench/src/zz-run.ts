import { requestOverhead } from './measurements/zz-over.ts'
for (const m of await requestOverhead()) console.log(m.title, JSON.stringify(m.rows))
process.exit()
