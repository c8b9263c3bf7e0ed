/** The part of `fetch` that the client needs. */
export type FetchFunction = (url: string, init?: RequestInit) => Promise<Response>
