/** What pnpm, turbo, vitest and git leave in the environment of what they start; another tree has its own. */
const theirs =
  /^(?:npm_(?:package|lifecycle|config_user_agent|execpath|command)|pnpm_|INIT_CWD|NODE_(?:PATH|OPTIONS|ENV)|VITEST|TURBO|GIT_)/

/**
 * Keys, and the files by which a step of a workflow steers the next ones: what is generated of strangers' pages runs in
 * what is started, or writes the settings of it, and has no use for any of them.
 */
const ours =
  /TOKEN|SECRET|PASSWORD|CREDENTIAL|_KEY$|^(?:ACTIONS_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/i

/** The environment of every program that is started. */
export function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !theirs.test(name) && !ours.test(name))
  return Object.fromEntries(entries)
}
