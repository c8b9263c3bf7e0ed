import { isPair, isScalar, parseDocument, visit, type Document } from 'yaml'

type Json = Readonly<Record<string, unknown>>

// Events whose workflows run with the rights of the repository on what a stranger sent.
const dangerous = ['pull_request_target', 'workflow_run', 'issue_comment']

/**
 * What is wrong with a workflow by our rules, which are those of zizmor that matter here; actionlint knows the language.
 * Every action is pinned by its commit with the version beside it; every job states its permissions and a time limit; no
 * checkout leaves its token behind; nothing is put into a script by an expression; no secret is stored; who publishes
 * does it in an environment of its own and runs nothing of the repository.
 */
export function judgeWorkflow(text: string): string[] {
  const document = parseDocument(text)
  const [broken] = document.errors
  if (broken) return [broken.message]
  const { on, permissions, jobs }: Json = document.toJS()
  return [
    ...dangerous.filter((event) => eventsOf(on).includes(event)).map((event) => `it runs on ${event}`),
    ...(isEmpty(permissions) ? [] : ['its own permissions are not {}: each job says what it may']),
    ...(/\$\{\{[^}]*\bsecrets\b/.test(text) ? ['it uses a stored secret'] : []),
    ...Object.entries(asJson(jobs)).flatMap(([name, job]) =>
      jobProblems(asJson(job)).map((problem) => `job ${name} ${problem}`),
    ),
    ...usesProblems(document),
  ]
}

function jobProblems(job: Json): string[] {
  const { permissions } = job
  const steps = (Array.isArray(job['steps']) ? job['steps'] : []).map(asJson)
  const uses = (action: string) => steps.filter((step) => String(step['uses']).startsWith(`${action}@`))
  const publishes = asJson(permissions)['id-token'] === 'write'
  const others = Object.entries(asJson(permissions)).filter(([scope]) => scope !== 'id-token')
  return [
    ...(typeof permissions === 'object' && permissions !== null ? [] : ['does not list its permissions']),
    ...(typeof job['timeout-minutes'] === 'number' ? [] : ['has no time limit']),
    ...(job['secrets'] === undefined ? [] : ['hands on secrets']),
    ...uses('actions/checkout')
      .filter((step) => asJson(step['with'])['persist-credentials'] !== false)
      .map(() => 'keeps the credentials of its checkout'),
    ...steps
      .filter((step) => String(step['run']).includes('${{'))
      .map(() => 'puts an expression into a script: hand it over by env'),
    ...(publishes && typeof job['environment'] !== 'string' ? ['publishes outside of an environment'] : []),
    ...(publishes && others.length > 0 ? ['publishes with further permissions'] : []),
    ...(publishes && uses('actions/checkout').length > 0
      ? ['publishes where the repository is checked out']
      : []),
  ]
}

function usesProblems(document: Document): string[] {
  const problems: string[] = []
  visit(document, {
    Pair(_key, pair) {
      if (!isPair(pair) || !isScalar(pair.key) || pair.key.value !== 'uses' || !isScalar(pair.value)) return
      const action = String(pair.value.value)
      if (action.startsWith('./')) return
      if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action))
        problems.push(`${action} is not pinned by its commit`)
      else if (!/^ v\d+\.\d+\.\d+$/.test(pair.value.comment ?? ''))
        problems.push(`${action} has no version beside it, as "# v1.2.3"`)
    },
  })
  return problems
}

function eventsOf(on: unknown): string[] {
  if (typeof on === 'string') return [on]
  return Array.isArray(on) ? on.map(String) : Object.keys(asJson(on))
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}
