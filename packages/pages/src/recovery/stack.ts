import { closingCost } from './evidence/closing.ts'
import { createFacts, type Fact, type Facts, type Shape } from './facts.ts'
import type { Frame } from './frame.ts'
import { shapeOf } from './shapes.ts'

export interface Stack {
  readonly facts: Facts
  readonly root: Frame
  /** A new map or list as the value of what is open in `parent`. */
  readonly push: (parent: Frame, type: string, list: boolean, shape: Shape | null) => Frame
  readonly open: (frame: Frame, key: string) => Frame
  readonly add: (frame: Frame, key: string, fact: Fact | null) => Frame
  /** Ends the frame: its parent with what remains of it, and what its end weighs. */
  readonly close: (frame: Frame) => { readonly frame: Frame; readonly cost: number }
}

/** @param refs every text that stands behind a `$ref` of the page. */
export function createStack(refs: ReadonlySet<string>): Stack {
  const facts = createFacts()
  const frames = new Map<string, Frame>()
  let last = 0
  function frame(of: Pick<Frame, 'parent' | 'type' | 'list' | 'content' | 'open' | 'shape'>): Frame {
    const { parent, type, list, content, open, shape } = of
    const key = `${parent?.id ?? 0} ${content?.id ?? 0} ${shape?.id ?? 0} ${list ? '-' : '.'}${type} ${open ?? ''}`
    const found = frames.get(key)
    if (found) return found
    last += 1
    const indent = parent ? parent.indent + 2 : 0
    const isListOfKey = list && parent?.list === false
    const made = {
      id: last,
      parent,
      type,
      list,
      indent,
      lists: (parent?.lists ?? 0) + (isListOfKey ? 1 : 0),
      content,
      open,
      shape,
      standing: null,
      closed: null,
    }
    frames.set(key, made)
    return made
  }
  function add(to: Frame, key: string, fact: Fact | null): Frame {
    return frame({ ...to, content: facts.entry(to.content, key, fact), open: null })
  }
  function close(ended: Frame): { frame: Frame; cost: number } {
    if (ended.closed) return ended.closed
    const { parent } = ended
    if (parent?.open == null) throw new Error('the document itself never closes')
    const closed = {
      frame: add(parent, parent.open, remains(facts, ended)),
      cost: closingCost(ended, refs),
    }
    ended.closed = closed
    return closed
  }
  return {
    facts,
    root: frame({ parent: null, type: 'document', list: false, content: null, open: null, shape: null }),
    push: (parent, type, list, shape) => frame({ parent, type, list, content: null, open: null, shape }),
    open: (to, key) => frame({ ...to, open: key }),
    add,
    close,
  }
}

/** What later lines can still contradict of a map or list that has ended. */
function remains(facts: Facts, { type, content }: Frame): Fact | null {
  if (type === 'schema') return shapeOf(facts, content)
  if (type === 'properties' || type === 'schemas' || type === 'names') return content
  return type === 'values' ? (content?.fact ?? null) : null
}
