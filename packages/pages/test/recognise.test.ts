import { describe, expect, test } from 'vitest'
import { recognise } from '../src/reading/recognise.ts'
import { brook, brookText, fixture } from './brook.ts'

const flat = brookText.replaceAll(/^ +/gm, '')

describe('the form of a text', () => {
  test.each([
    ['a fence with file, method and path', fixture('brook-mintlify.md'), 'mintlify'],
    ['a bare yaml fence', fixture('lantern-apidog.md'), 'apidog'],
    ['a document in YAML', brookText, 'openapi'],
    ['a document in YAML below a comment', `# taken today\n\n---\n${brookText}`, 'openapi'],
    ['a document in JSON', '{"openapi": "3.1.0", "paths": {}}', 'openapi'],
    ['a JSON fence', '# A\n\n```json\n{"openapi": "3.1.0"}\n```\n', 'apidog'],
    ['a fence without a language', '# A\n\n```\nopenapi: 3.1.0\n```\n', 'apidog'],
    ["the catalog's answer", fixture('brook-catalog.json'), 'catalog'],
    ['text without indentation', `Brook - Sound\nCopy\n${flat}Next\n`, 'flattened'],
    ['an index', fixture('llms.txt'), 'index'],
    ['a byte order mark before it', `\uFEFF${brookText}`, 'openapi'],
    ['Windows line ends', fixture('brook-mintlify.md').replaceAll('\n', '\r\n'), 'mintlify'],
  ])('%s', (_, text, format) => {
    expect(recognise(text)).toEqual({ format })
  })
})

describe('a text that is none of these, and why', () => {
  test.each([
    ['nothing', ' \n ', /^is empty$/],
    ['a picture', '\u0089PNG\r\n\u0000\u0000', /^is no text/],
    [
      'a page of the site',
      '<!DOCTYPE html><html><title>Not found</title>',
      /^is an HTML page with the title "Not found"/,
    ],
    ['a gateway', '<html>\r\n<head><title>502 Bad Gateway</title></head>', /502 Bad Gateway/],
    [
      'an error of the API',
      '{"code":404,"msg":"no such model","data":null}',
      /code 404 \("no such model"\) and without a document/,
    ],
    ['other JSON', '[1, 2]', /is JSON and no OpenAPI document/],
    [
      'prose',
      '# How to sign\n\n```js\nsign()\n```\n- a [link](https://example.com)\n',
      /only prose \("How to sign"\)/,
    ],
    ['too much', `openapi: 3.0.0 #${'x'.repeat(2_000_000)}`, /is too large/],
  ])('%s', (_, text, reason) => {
    expect(recognise(text)).toEqual({ format: 'none', reason: expect.stringMatching(reason) })
  })

  test.each([
    [
      'Swagger',
      '# A\n\n```yaml\nswagger: "2.0"\n```\n',
      'is Swagger 2.0; only OpenAPI 3.0.x and 3.1.x are read',
      4,
    ],
    [
      'a later OpenAPI',
      brook(['3.0.1', '4.0.0']),
      'is OpenAPI 4.0.0; only OpenAPI 3.0.x and 3.1.x are read',
      1,
    ],
    [
      'a fence that is cut off',
      '# A\n\n````yaml a.json post /x\nopenapi: 3.0.0\n```\n',
      'opens a fence that is never closed: the text is cut off',
      3,
    ],
    [
      'a fence of another language',
      '# A\n\n```text\nopenapi: 3.1.0\n```\n',
      'holds an OpenAPI document in a fence of the language "text". Write `yaml` or `json` there, or nothing.',
      3,
    ],
  ])('%s, with the line', (_, text, reason, line) => {
    expect(recognise(text)).toEqual({ format: 'none', reason, line })
  })

  test('Swagger in JSON', () => {
    expect(recognise('{"swagger": "2.0"}')).toMatchObject({
      reason: expect.stringMatching(/^is Swagger 2\.0/),
    })
  })

  test('two documents on one page, with both lines', () => {
    const page = '# A\n\n```yaml\nopenapi: 3.0.0\n```\n'
    expect(recognise(page + page)).toMatchObject({
      reason: expect.stringMatching(/more than one .* line 8\./),
      line: 3,
    })
  })
})
