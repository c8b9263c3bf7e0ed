import type { ApikleyOptions } from '@apikley/client'
import type { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { lighthouse, setUp } from '../set-up.ts'
import { record, succeeded, taskId } from './records.ts'
import { setUpLive } from './set-up-live.ts'

const other = 'f'.repeat(32)

/** An answer with the header by which a mock says when a task changes. */
const hinted = (envelope: object, changesIn: string, id = taskId) => ({
  headers: { 'x-apikley-mock': `task=${id}; changes-in=${changesIn}` },
  body: JSON.stringify(envelope),
})

const created = { code: 200, data: { taskId } }

/** A clock on which every wait is over at once, but for the limits of single calls. */
const patient = (): FakeClock => new FakeClock((ms) => ms !== 60_000)

describe('a client of an API on this machine', () => {
  it('asks at the moments that a mock tells', async () => {
    const clock = patient()
    const { server, apikley } = await setUp({ clock })
    server
      .on('createTask', hinted(created, '625'))
      .on('recordInfo', hinted(record('queuing'), '500'), hinted(record('generating'), '400'), succeeded())
    await apikley.generate(lighthouse.model, lighthouse.input)
    expect(clock.slept).toEqual([625, 500, 400])
  })

  it('asks without a timer where the task has ended already', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock })
    server.on('createTask', hinted(created, '0')).on('recordInfo', succeeded())
    const { state } = await apikley.generate(lighthouse.model, lighthouse.input)
    expect(state).toBe('success')
  })

  it('takes a hint for one poll, so that one that fails is not repeated at once', async () => {
    const clock = patient()
    const { server, apikley } = await setUp({ clock })
    server.on('createTask', hinted(created, '0')).on('recordInfo', { status: 502 }, succeeded())
    await apikley.generate(lighthouse.model, lighthouse.input)
    expect(clock.slept).toHaveLength(1)
    expect(clock.slept[0]).toBeGreaterThan(3_000)
  })

  const unread = ['-1', 'soon', '1e3', '0; more', '']
  it.for(unread)('passes over a header that says %j', async (changesIn) => {
    const clock = patient()
    const { server, apikley } = await setUp({ clock })
    server.on('createTask', hinted(created, changesIn)).on('recordInfo', succeeded())
    await apikley.generate(lighthouse.model, lighthouse.input)
    expect(clock.slept[0]).toBeGreaterThan(1_000)
  })

  it("passes over another task's", async () => {
    const clock = patient()
    const { server, apikley } = await setUp({ clock })
    server.on('createTask', hinted(created, '0', other)).on('recordInfo', succeeded())
    await apikley.generate(lighthouse.model, lighthouse.input)
    expect(clock.slept[0]).toBeGreaterThan(1_000)
  })
})

it('the same header of an API elsewhere changes nothing', async () => {
  const sleptWith = async (hint: boolean): Promise<number[]> => {
    const clock = patient()
    const options: ApikleyOptions<typeof klingV21MasterTextToVideo> = { clock }
    const { server, apikley } = await setUpLive(options)
    const answer = (envelope: object) => (hint ? hinted(envelope, '0') : { body: JSON.stringify(envelope) })
    server.on('createTask', answer(created)).on('recordInfo', answer(record('generating')), succeeded())
    await apikley.generate(lighthouse.model, lighthouse.input)
    return clock.slept
  }
  const slept = await sleptWith(true)
  expect(slept).toEqual(await sleptWith(false))
  expect(slept[0]).toBeGreaterThan(20_000)
})
