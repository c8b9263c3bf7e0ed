/** Where the page's files lie: the same below `src` as below `dist`, so this module stays at the top of both. */
export const pageFolder: URL = new URL('./page/browser/', import.meta.url)
