import * as client from '@apikley/client'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { ConfigurationError } from '../src/errors/kinds.ts'
import * as kinds from '../src/errors/kinds.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

it('the table of errors lists every kind with its class', () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)`\s*\| `(\w+Error)`/gm)].map(([, kind, name]) => [
    kind,
    name,
  ])
  const facts = { what: 'it broke', nextStep: 'Mend it.', moneySpent: 'no' } as const
  const errors = Object.values(kinds).map((Kind) => new Kind(facts))
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(errors.map(({ kind, name }) => [kind, name])))
})

it('every kind of error is exported, under its name', () => {
  for (const [name, Kind] of Object.entries(kinds)) expect(client).toHaveProperty(name, Kind)
  expect(new ConfigurationError({ what: 'a', nextStep: 'b', moneySpent: 'no' }).name).toBe(
    'ConfigurationError',
  )
})

it('the table of options lists every option', async () => {
  const source = await readFile(new URL('../src/options/options.ts', import.meta.url), 'utf8')
  const [declaration = ''] = /interface ApikleyOptions[^]*?\n}/.exec(source) ?? []
  const options = [...declaration.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name)
  const [, table = ''] = /## Options([^]*?)\n## /.exec(readme) ?? []
  expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(options)
})
