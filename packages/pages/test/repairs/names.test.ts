import { describe, expect, test } from 'vitest'
import { at } from '../../src/document/json.ts'
import { again, brook, fixture, read, refusalOf, requestBody as body, requestSchema } from '../brook.ts'

const input = [...requestSchema, 'properties', 'input']

describe('a property whose name ends in a space', () => {
  const text = brook(
    ['                    scene:\n', "                    'scene ':\n"],
    ['- scene\n', "- 'scene '\n"],
    ['                scene: water', "                'scene ': water"],
  )

  test('loses it in the properties, in required and in the examples, and the plan has to tell', () => {
    const page = read(text)
    expect(Object.keys(Object(at(page.document, ...input, 'properties')))).toEqual([
      'scene',
      'seconds',
      'stereo',
    ])
    expect(at(page.document, ...input, 'required')).toEqual(['scene'])
    expect(at(page.document, ...body, 'example', 'input')).toEqual({
      scene: 'water under a bridge',
      seconds: 8,
    })
    expect(page.repairs).toEqual([
      {
        name: 'space-in-name',
        place: expect.stringMatching(/\/input\/properties\/scene$/),
        line: 38,
        text: 'The property "scene " was taken to be called "scene".',
        changesMeaning: true,
      },
    ])
    expect(again(page).repairs).toEqual([])
  })

  test('and an example that is right already is kept', () => {
    const page = read(fixture('lantern-apidog.md'), 'lantern.md')
    expect(at(page.document, ...body, 'example', 'input')).toEqual({
      image_urls: ['https://example.com/a.png'],
      size: 'small',
    })
  })

  test('is refused when the name without the space is there too', () => {
    expect(
      refusalOf(
        brook([
          '                    stereo:',
          "                    'scene ':\n                      type: string\n                    stereo:",
        ]),
      ),
    ).toContain(
      'brook.yaml:48: the property "scene " has white space at its end and cannot be called "scene": there is one already',
    )
  })

  test('is refused when nothing else is in it', () => {
    expect(refusalOf(brook(['                    stereo:', "                    ' ':"]))).toContain(
      'nothing is left',
    )
  })
})

test('a space in required alone is a repair of its own', () => {
  const page = read(brook(['- scene\n', "- ' scene'\n"]))
  expect(at(page.document, ...input, 'required')).toEqual(['scene'])
  expect(page.repairs).toMatchObject([{ name: 'space-in-name', line: 36, changesMeaning: true }])
})
