/**
 * The header by which a request shows that it is about the mock itself: `admin` with the admin API, which no page of
 * another origin can send unasked; `callback` and `upload` with what the mock sends. In an answer it tells what the real
 * API does not: when a task changes.
 */
export const mockHeader = 'x-apikley-mock'
