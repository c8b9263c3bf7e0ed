import { seededRandom } from './random.ts'

/** One SIGKILL to come. */
export interface Kill {
  /** It comes when so many jobs have ended. */
  afterJobs: number
  /** And so many milliseconds later: the end of a job is no moment like another. */
  delayMs: number
  victim: 'receiver' | number
}

export interface KillPlanOptions {
  seed: number
  kills: number
  tasks: number
  workers: number
}

/** Every so manieth kill is for the receiver of the callbacks. */
const receiverEvery = 6

/** The last kill comes when this share of the jobs has ended: later some workers may have nothing left to do. */
const lastShare = 0.8

/** Who is killed when. The moments are spread over the run; where each falls in its span is drawn from the seed. */
export function killPlan({ seed, kills, tasks, workers }: KillPlanOptions): Kill[] {
  return Array.from({ length: kills }, (_, index) => {
    const share = (lastShare * (index + seededRandom(seed, 'moment', index))) / kills
    const isReceiver = index % receiverEvery === 1
    return {
      afterJobs: Math.max(1, Math.floor(share * tasks)),
      delayMs: Math.floor(seededRandom(seed, 'delay', index) * 60),
      victim: isReceiver ? 'receiver' : Math.floor(seededRandom(seed, 'victim', index) * workers),
    }
  })
}
