export {
  rateLimiterContract,
  type RateLimiterCase,
  type RateLimiterUnderTest,
} from './rate-limiter-kit/rate-limiter-contract.ts'
