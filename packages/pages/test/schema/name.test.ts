import { expect, test } from 'vitest'
import { componentName, exampleName } from '../../src/document/name.ts'

test.each([
  ['kling/v2-1-master-text-to-video', 'KlingV21MasterTextToVideo', 'klingV21MasterTextToVideo'],
  ['nano-banana', 'NanoBanana', 'nanoBanana'],
  ['bytedance/seedream-v4-text-to-image', 'BytedanceSeedreamV4TextToImage', 'bytedanceSeedreamV4TextToImage'],
  ['gpt4o_image.2', 'Gpt4oImage2', 'gpt4oImage2'],
])('%s', (model, component, example) => {
  expect(componentName(model)).toBe(component)
  expect(exampleName(componentName(model))).toBe(example)
})
