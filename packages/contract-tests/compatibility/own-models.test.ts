import { describe } from 'vitest'
import { ownModelsSuite, useModelsProject } from '../src/consumers/own-models.ts'
import { compilers } from './matrix.ts'

describe('models of documentation pages', () => {
  ownModelsSuite(useModelsProject(), compilers)
})
