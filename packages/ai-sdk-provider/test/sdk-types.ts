import type { experimental_generateVideo } from 'ai'

type Options = Parameters<typeof experimental_generateVideo>[0]

/** What the SDK takes as its `webhook`. */
export type GenerateVideoWebhookFactory = NonNullable<Options['webhook']>
