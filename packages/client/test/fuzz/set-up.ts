import { type Apikley, type ApikleyOptions, createApikley } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { key } from '../set-up.ts'
import { VirtualClock } from './virtual-clock.ts'
import { type Script, Wire } from './wire.ts'

/** A client whose time and network are in our hands. */
export function setUp(
  script: Script,
  options: ApikleyOptions<typeof kling> = {},
): { apikley: Apikley<typeof kling>; clock: VirtualClock; wire: Wire } {
  const clock = new VirtualClock()
  const wire = new Wire(clock, script)
  const apikley = createApikley({
    apiKey: key,
    baseUrl: 'https://api.example.com',
    models: [kling],
    fetch: wire.fetch,
    clock,
    ...options,
  })
  return { apikley, clock, wire }
}
