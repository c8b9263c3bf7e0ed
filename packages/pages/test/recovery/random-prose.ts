import type { Dice } from './dice.ts'

/** A description: short, wide, in paragraphs, with lists, or with lines that look like YAML. */
export function prose(roll: Dice): string {
  const kinds: (() => string)[] = [
    () => roll.words(1 + roll.below(6)),
    () => sentence(roll, 6 + roll.below(40)),
    () => `${sentence(roll, 5)}\n\n${list(roll)}`,
    () => `${sentence(roll, 20)}\n\n${list(roll)}\n\n${sentence(roll, 18)}`,
    () => `${sentence(roll, 4)}\n${yamlLike(roll)}\n${sentence(roll, 6)}`,
    () => `${roll.words(3)}: ${roll.words(2)} # ${roll.word()}`,
    () => `# ${roll.word()}\n\n\`\`\`json\n{"a": [1, 2]}\n\`\`\`\n${sentence(roll, 3)}\n`,
  ]
  return roll.pick(kinds)()
}

function sentence(roll: Dice, words: number): string {
  const text = roll.words(words)
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

function list(roll: Dice): string {
  return Array.from({ length: 1 + roll.below(4) }, () => `- ${sentence(roll, 2 + roll.below(18))}`).join('\n')
}

function yamlLike(roll: Dice): string {
  return roll.pick([
    '- 5',
    `${roll.word()}: ${roll.word()}`,
    'properties:',
    'type: string',
    `- ${roll.word()}: 7`,
    `required:\n- ${roll.word()}`,
    '{"a": 1}',
    `'200':`,
  ])
}
