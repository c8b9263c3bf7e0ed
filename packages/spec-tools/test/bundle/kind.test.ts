import { describe, expect, test } from 'vitest'
import { kindOf } from '../../src/bundle/kind.ts'
import type { JsonObject } from '@apikley/pages/document'

const kind = (id: string, summary: string, operation: JsonObject = {}) =>
  kindOf(id, operation, [['summary', summary]])?.is

describe('what comes out, by words', () => {
  test.each([
    ['Generate videos from text', 'video'],
    ['Generate videos from audio', 'video'],
    ['Video from audio and an image', 'video'],
    ['Create a video that follows an audio track', 'video'],
    ['Turn your voice into a cinematic short video', 'video'],
    ['Audio-driven avatar video', 'video'],
    ['Animate pictures', 'video'],
    ['Lip-sync a portrait photo with an audio track', 'video'],
    ['Text to image', 'image'],
    ['Edit images by a prompt', 'image'],
    ['Remove the background of an image', 'image'],
    ['Photo-real images from text', 'image'],
    ['Songs from a picture', 'audio'],
    ['Generates music from a video', 'audio'],
    ['Convert text into natural speech', 'audio'],
    ['Transcribe speech', 'text'],
    ['Speech to text', 'text'],
    ['Generate lyrics for a song', 'text'],
    ['Lip-sync a portrait to speech', 'video'],
    ['Write captions for a video', 'text'],
    ['Avatar speaks your text', 'video'],
    ['Make your avatar talk', 'video'],
    ['Create singing avatars by text', 'video'],
    ['Generate voices for talking avatars', 'audio'],
    ['Draw avatars', 'image'],
    ['Генерация видео по тексту', 'video'],
    ['Изображение в видео', 'video'],
    ['Видео из аудио', 'video'],
    ['Оживляет фотографии', 'video'],
    ['Генерирует изображения по описанию', 'image'],
    ['Синтез речи по тексту', 'audio'],
    ['Озвучивает текст', 'audio'],
    ['Расшифровка записи', 'text'],
    ['Аватар произносит ваш текст', 'video'],
    ['Говорящий аватар по тексту', 'video'],
    ['让数字人说话', 'video'],
    ['Speaks your text', undefined],
    ['Upscales', undefined],
  ])('%s: %s', (summary, is) => {
    expect(kind('a/b', summary)).toBe(is)
  })
})

describe('by the id, where the words do not tell', () => {
  test.each([
    ['kling/v2-1-image-to-video', 'video'],
    ['maker/video-from-audio', 'video'],
    ['maker/from-audio', undefined],
    ['elevenlabs/text-to-Speech', 'audio'],
    ['topaz/image-upscale', 'image'],
    ['x/flux', undefined],
  ])('%s: %s', (id, is) => {
    expect(kind(id, `Generate content using ${id}`)).toBe(is)
  })
})

test('words come before the id, and a way before a mention', () => {
  expect(kind('maker/from-audio', 'Generate talking heads, as videos')).toBe('video')
  expect(kind('topaz/image-upscale', 'For each frame of a video')).toBe('image')
})

describe('an answer tells more than words', () => {
  const answer = (example: JsonObject): JsonObject => ({
    callbacks: {
      done: {
        '{$request.body#/callBackUrl}': {
          post: { requestBody: { content: { 'application/json': { example } } } },
        },
      },
    },
  })

  test('by the files in its example, those that were sent aside', () => {
    const data = {
      param: '{"image":"https://a.example/in.png"}',
      resultJson: '{"resultUrls":["https://a.example/out.mp4"]}',
    }
    expect(kindOf('a/b', answer({ data }), [['summary', 'Edit images']])).toEqual({
      is: 'video',
      evidence: 'The example of a result ends in .mp4.',
    })
  })

  test('unless it holds files of two kinds', () => {
    const data = { resultUrls: ['https://a.example/out.mp4', 'https://a.example/cover.png'] }
    expect(kind('a/b', 'Edit images', answer({ data }))).toBe('image')
  })
})

test('what a person says counts', () => {
  expect(kind('a/b', 'Edit images', { 'x-kind': 'text' })).toBe('text')
  expect(kind('a/b', 'Edit images', { 'x-kind': 'smell' })).toBe('image')
})
