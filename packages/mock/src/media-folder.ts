/** Where the clips lie: beside `src` as beside `dist`, so this module stays at the top of both. */
export const mediaFolder: URL = new URL('../media/', import.meta.url)
