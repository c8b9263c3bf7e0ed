/** How fields of the models are called that mean the same, as `plainName` has them, the likeliest first. */
export interface Synonyms {
  /** Fields of this meaning alone: a value that such a field does not take is an error. */
  readonly own: readonly string[]
  /** Fields that can mean this: they do where they list a value that fits. */
  readonly shared?: readonly string[]
}

const firstFrame = [
  'firstframeurl',
  'firstframeimageurl',
  'firstframeimage',
  'firstframe',
  'startimageurl',
  'startimage',
  'startframeurl',
  'startframe',
]
const oneImage = [
  'imageurl',
  'image',
  'inputimageurl',
  'inputimage',
  'sourceimageurl',
  'sourceimage',
  'initimageurl',
  'initimage',
  'imgurl',
  'img',
]
const manyImages = [
  'imageurls',
  'images',
  'inputimageurls',
  'inputimages',
  'inputurls',
  'imageinput',
  'imageinputs',
]
const references = [
  'referenceimageurls',
  'referenceimages',
  'referenceimageurl',
  'referenceimage',
  'refimageurls',
  'refimages',
  'refimageurl',
  'refimage',
  'references',
]

type Meaning =
  | 'prompt'
  | 'aspectRatio'
  | 'resolution'
  | 'width'
  | 'height'
  | 'duration'
  | 'fps'
  | 'seed'
  | 'generateAudio'
  | 'n'
  | 'image'
  | 'firstFrame'
  | 'lastFrame'
  | 'images'
  | 'videos'
  | 'audios'
  | 'mask'

/** Of the AI SDK's standard options. */
export const synonyms: Readonly<Record<Meaning, Synonyms>> = {
  prompt: { own: ['prompt', 'textprompt', 'text', 'inputtext'] },
  aspectRatio: {
    own: ['aspectratio', 'ratio', 'videoaspectratio', 'imageaspectratio', 'aspect'],
    shared: ['imagesize', 'size', 'videosize', 'framesize', 'orientation', 'resolution', 'mode'],
  },
  resolution: {
    own: ['resolution', 'videoresolution', 'outputresolution', 'imageresolution'],
    shared: ['size', 'imagesize', 'videosize', 'framesize', 'quality', 'videoquality'],
  },
  width: { own: ['width'] },
  height: { own: ['height'] },
  duration: {
    own: [
      'duration',
      'durationseconds',
      'durationsec',
      'videoduration',
      'clipduration',
      'seconds',
      'videolength',
    ],
    shared: ['length', 'nframes'],
  },
  fps: { own: ['fps', 'framespersecond', 'framerate', 'videofps', 'outputfps'] },
  seed: { own: ['seed', 'randomseed', 'seeds'] },
  generateAudio: {
    own: [
      'generateaudio',
      'enableaudio',
      'withaudio',
      'addaudio',
      'hasaudio',
      'audioenabled',
      'generatesound',
      'enablesound',
      'withsound',
      'sound',
    ],
  },
  n: {
    own: [
      'n',
      'numvideos',
      'numimages',
      'numoutputs',
      'numresults',
      'numberofvideos',
      'numberofimages',
      'numberresults',
      'numsamples',
      'samplecount',
      'imagecount',
      'videocount',
      'batchsize',
    ],
  },
  image: { own: [...oneImage, ...firstFrame, ...manyImages, ...references] },
  firstFrame: { own: [...firstFrame, ...oneImage, ...manyImages] },
  lastFrame: {
    own: [
      'lastframeurl',
      'lastframeimageurl',
      'lastframeimage',
      'lastframe',
      'lastimageurl',
      'lastimage',
      'endimageurl',
      'endimage',
      'endframeurl',
      'endframeimage',
      'endframe',
      'tailimageurl',
      'tailimage',
      'imagetail',
    ],
  },
  images: { own: [...references, ...manyImages, ...oneImage] },
  videos: {
    own: [
      'referencevideourls',
      'referencevideos',
      'referencevideourl',
      'referencevideo',
      'videourls',
      'videos',
      'inputvideourls',
      'videourl',
      'video',
      'inputvideourl',
      'inputvideo',
      'sourcevideourl',
      'sourcevideo',
    ],
  },
  audios: {
    own: [
      'referenceaudiourls',
      'referenceaudios',
      'referenceaudiourl',
      'referenceaudio',
      'audiourls',
      'audios',
      'inputaudiourls',
      'audiourl',
      'audio',
      'inputaudiourl',
      'inputaudio',
    ],
  },
  mask: { own: ['maskurl', 'maskimageurl', 'maskimage', 'mask'] },
}
