/**
 * Names of request fields that set the price, in small letters without separators. Upstream states no price in its
 * documents; these are the fields by which its price lists, and those of the makers of the models, distinguish: how
 * long, how large, how fine, how many, and with sound or without.
 */
const priced = new Set(
  `
    duration seconds length nframes numframes frames fps
    resolution size imagesize videosize width height upscalefactor
    mode quality renderingspeed speed
    n numimages maximages numresults numoutputs numvideos nvariants batchsize
    sound audio generateaudio enableaudio withaudio
  `.match(/\w+/g),
)

/** The same with a word before it that says of what: `image_resolution`, `videoDuration`, `number_of_images`. */
const pricedOf =
  /(?:duration|seconds|resolution|quality)$|^(?:num|number|count)of|^(?:image|video|result)count$/

/** Names of the fields that tell where a task stands, and so whether it has ended and is paid. */
const states = new Set(['state', 'successflag'])

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

export function setsPrice(name: string): boolean {
  return priced.has(plain(name)) || pricedOf.test(plain(name))
}

export function tellsState(name: string): boolean {
  return states.has(plain(name))
}
