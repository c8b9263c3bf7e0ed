import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { credits } from '../money/options.ts'

export const addMcp: AddCommand = (program, ...rest) => {
  const command = program
    .command('mcp')
    .usage('[options]')
    .summary('all of this for an agent: an MCP server')
    .description('Serves the API to an agent by the Model Context Protocol, over stdin and stdout.')
    .option('--max-credits <n>', 'all that it may spend until it ends (500)', credits)
    .option('--confirm-above <n>', 'what one call may cost without a yes (200)', credits)
    .option('--save-dir <folder>', 'the only folder that is read and written (.)')
    .action(action(rest, async () => (await import('../mcp/serve.ts')).serve))
  addExamples(
    command,
    'apikley mcp --max-credits 1000 --confirm-above 320 --save-dir clips',
    'claude mcp add apikley -- apikley mcp --save-dir clips',
  )
}
