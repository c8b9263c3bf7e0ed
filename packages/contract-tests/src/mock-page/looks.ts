/// <reference lib="dom" />
import type { Locator, Page } from 'playwright-core'

/** The contrast of an element's text with what lies behind it, by WCAG 2: 1 to 21. */
export function contrastOf(element: Locator): Promise<number> {
  return element.evaluate((node) => {
    const channels = (colour: string): number[] =>
      [...colour.matchAll(/[\d.]+/g)].map(([part]) => Number(part))
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
        const share = value / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    let behind = node
    while (channels(getComputedStyle(behind).backgroundColor)[3] === 0 && behind.parentElement)
      behind = behind.parentElement
    const ground = luminance(getComputedStyle(behind).backgroundColor)
    const text = luminance(getComputedStyle(node).color)
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
  })
}

/** How many pixels lie beyond the right edge, of the page or of a list in it. */
export function sidewaysOf(tab: Page): Promise<number> {
  return tab.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll('ul, pre, .scroll')]
    return Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })
}

/** One computed property of an element. */
export function styleOf(element: Locator, property: string): Promise<string> {
  return element.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property)
}

/** What has the focus, by the name that it is called by, and the outline that shows it. */
export function focusOf(tab: Page): Promise<{ name: string; outline: string }> {
  return tab.evaluate(() => {
    const element = document.activeElement ?? document.body
    const label = element.getAttribute('aria-label') ?? element.textContent ?? ''
    return { name: label.trim() || element.id, outline: getComputedStyle(element).outlineStyle }
  })
}

/** Plays a clip or a sound eight times as fast, to its end; answers the second at which it stands then. */
export function playToEnd(player: Locator): Promise<number> {
  return player.evaluate(async (node) => {
    if (!(node instanceof HTMLMediaElement)) throw new Error('This cannot play')
    node.playbackRate = 8
    await node.play()
    if (!node.ended) await new Promise((resolve) => node.addEventListener('ended', resolve))
    return node.currentTime
  })
}

/** The width of a picture, or of a video's pictures, divided by its height. */
export function ratioOf(picture: Locator): Promise<number> {
  return picture.evaluate(async (node) => {
    if (node instanceof HTMLVideoElement) return node.videoWidth / node.videoHeight
    if (!(node instanceof HTMLImageElement)) throw new Error('This is no picture')
    await node.decode()
    return node.naturalWidth / node.naturalHeight
  })
}

/** What the page has copied. */
export function clipboardOf(tab: Page): Promise<string> {
  return tab.evaluate(() => navigator.clipboard.readText())
}
