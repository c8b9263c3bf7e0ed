export { startMock } from './start-mock.ts'
export type { Clock, Mock, MockEvent, MockOptions, MockTask } from './options.ts'
