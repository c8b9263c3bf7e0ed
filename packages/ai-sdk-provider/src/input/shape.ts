/** Width by height, as a fraction. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** `16:9`, `1280x720`, and what a model's own list of choices may say: `landscape_16_9`, `square_hd`, `portrait`. */
export function shapeOf(choice: unknown): Size | undefined {
  if (typeof choice !== 'string') return undefined
  const text = choice.trim().toLowerCase()
  const [, first, second] = /(\d+(?:\.\d+)?)\s*[:x×*_/]\s*(\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (first !== undefined && second !== undefined) {
    const [width, height] = [Number(first), Number(second)]
    // `portrait_16_9` is a 9:16 one.
    return text.startsWith('portrait') && width > height
      ? { width: height, height: width }
      : { width, height }
  }
  if (text.startsWith('square')) return { width: 1, height: 1 }
  if (text === 'landscape') return { width: 16, height: 9 }
  return text === 'portrait' ? { width: 9, height: 16 } : undefined
}

export function isSameShape(one: Size, other: Size): boolean {
  return Math.abs((one.width * other.height) / (one.height * other.width) - 1) < 0.01
}

/** The usual names of a resolution: `720p`, `2K`. */
export function resolutionNames({ width, height }: Size): readonly string[] {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  const thousands = { 1024: '1K', 2048: '2K', 2560: '2K', 3840: '4K', 4096: '4K' }[long]
  const names = [`${width}x${height}`, `${width}*${height}`, `${width}×${height}`, `${short}p`, `${short}P`]
  return [...names, ...(thousands ? [thousands, thousands.toLowerCase()] : []), String(short)]
}

const usual = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9', '3:2', '2:3']

/** The usual ratio that a size has, such as `16:9`; else the size itself. */
export function usualName(size: Size): string {
  const same = usual.find((ratio) => isSameShape(shapeOf(ratio) ?? size, size))
  return same ?? `${size.width}x${size.height}`
}
