import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Io } from '../terminal/io.ts'

type Env = Io['env']

/** Where the user's settings are: the key. */
export function configFolder(env: Env, platform = process.platform): string {
  if (env['XDG_CONFIG_HOME']) return join(env['XDG_CONFIG_HOME'], 'apikley')
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home(env), 'AppData/Roaming'), 'apikley')
  if (platform === 'darwin') return join(home(env), 'Library/Application Support/apikley')
  return join(home(env), '.config/apikley')
}

/** Where programs keep what must outlive them: the ledgers. */
export function stateFolder(env: Env, platform = process.platform): string {
  if (env['XDG_STATE_HOME']) return join(env['XDG_STATE_HOME'], 'apikley')
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home(env), 'AppData/Local'), 'apikley')
  if (platform === 'darwin') return join(home(env), 'Library/Application Support/apikley')
  return join(home(env), '.local/state/apikley')
}

function home(env: Env): string {
  return env['HOME'] || env['USERPROFILE'] || homedir()
}
