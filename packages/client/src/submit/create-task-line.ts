/** The request that costs money. */
export const createTaskLine = { method: 'POST', path: '/api/v1/jobs/createTask' } as const
