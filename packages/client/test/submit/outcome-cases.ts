import {
  AbortedError,
  AuthenticationError,
  CreditsError,
  type FetchFunction,
  MaintenanceError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ServerError,
  UnknownSubmitError,
  ValidationError,
} from '@apikley/client'
import type { RequestFailure } from '../../src/http/request-failure.ts'
import type { Reply } from '../server.ts'

export type Verdict = 'rejected' | 'retryable' | 'unknown'

/** A failure in the facts of the table, how to bring it about, and what a create has to make of it. */
export type Case = readonly [failure: RequestFailure, how: How, kind: Function, verdict: Verdict]

type How = { reply: Reply } | { fetch: FetchFunction } | { signal: AbortSignal }

const code = (number: number, msg: string, data: unknown = null): How => ({
  reply: { code: number, msg, data },
})
const status = (number: number, body = '<html>'): How => ({ reply: { status: number, body } })
const failing = (trouble: string | undefined, message = 'fetch failed'): How => {
  const cause =
    trouble === undefined ? undefined : Object.assign(new Error('no connection'), { code: trouble })
  return { fetch: () => Promise.reject(new TypeError(message, { cause })) }
}
const denoRefused =
  'error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error: Connection refused (os error 111)'
const denoLookup =
  'error sending request for url (http://no.invalid/): client error (Connect): dns error: failed to lookup address information: Name or service not known'
const unreadable: FetchFunction = () => Promise.resolve(Object.assign(new Response(''), { text: broken }))
const broken = (): Promise<string> =>
  Promise.reject(Object.assign(new Error('cut'), { code: 'ECONNREFUSED' }))

const connecting = (failed: string): RequestFailure => ({ phase: 'connecting', code: failed })
const sent = (failed: string): RequestFailure => ({ phase: 'sent', code: failed })
const http = (number: number): RequestFailure => ({ phase: 'http', code: number })
export const envelope = (number: number, message: string): RequestFailure => ({
  phase: 'envelope',
  code: number,
  message,
})

/** Messages of a 500 that are about what was sent. */
const invalid = [
  'This field is required',
  'prompt is required',
  'The prompt field is required.',
  "Required field 'prompt' is missing",
  '"image_url" is required!',
  'input.prompt is required',
  'callBackUrl is invalid',
  'prompt is too long',
  'prompt missing',
  'duration not supported',
  'prompt cannot be empty',
  'aspect_ratio must be one of 16:9, 9:16',
  'cfg_scale must be between 0 and 1',
  'image size exceeds 10 MB',
  'Missing required parameter: prompt',
  'Invalid value for aspect_ratio',
  'Invalid duration',
  'The model name you specified is not supported. Please verify your input and use one of the supported models.',
  'Model some/thing does not exist',
  'prompt: field required',
  'Validation failed: prompt',
  'Please enter callBackUrl.',
  'Поле prompt обязательно для заполнения.',
  'Параметр "duration" должен быть равен 5 или 10',
  'cfg_scale не может быть больше 0.9',
  'Промпт слишком длинный',
  'Не указан обязательный параметр: prompt',
  'Отсутствует поле image_url',
  'Неверное значение параметра duration',
  'Неподдерживаемый формат: gif',
  'Модель kling/v3 не найдена',
  'Ошибка валидации: prompt',
  'prompt不能为空',
  '参数 duration 必须是 5 或 10',
  '提示词过长',
  '缺少必填参数：prompt',
  '不支持的模型',
  '参数错误',
  '参数校验失败：prompt',
  '该模型不存在',
] as const

/** Those that are alike, and may be about what came of it. */
const vague = [
  'Upstream: This field is required',
  'Generation failed: prompt is required',
  'Invalid response from upstream',
  'The response is invalid',
  'The generated video is invalid',
  'result is missing',
  'recordInfo is null',
  'task must be retried',
  'Something is required',
  "invalid character '<' looking for beginning of value",
  'invalid memory address or nil pointer dereference',
  'Unknown error',
  'Поле prompt обязательно. Задача создана',
  'Неверный формат ответа',
  'Неизвестная ошибка',
  'Ошибка генерации: prompt не указан',
  'Видео не найдено',
  'Слишком много запросов, задача в очереди',
  'Баланс недостаточен, но задача создана',
  '参数错误。任务已创建',
  '返回结果错误',
  '生成失败：提示词不能为空',
  '系统异常',
  '视频不存在',
  '余额不足，任务已提交',
] as const

const poor = [
  'Credits insufficient',
  'The current credits are insufficient. Please top up.',
  'Insufficient balance',
  'Недостаточно средств на балансе. Пополните счёт.',
  'На вашем балансе не хватает кредитов',
  '您的积分不足，请充值',
  '余额不足',
] as const

export const cases: readonly Case[] = [
  [{ phase: 'unsent' }, { signal: AbortSignal.abort() }, AbortedError, 'rejected'],
  ...['Too many subrequests.', 'Too many API requests by single worker invocation.'].map(
    (refusal) => [{ phase: 'unsent' }, failing(undefined, refusal), NetworkError, 'rejected'] as const,
  ),

  [connecting('ECONNREFUSED'), failing('ECONNREFUSED'), NetworkError, 'retryable'],
  [connecting('ECONNREFUSED'), failing('ConnectionRefused'), NetworkError, 'retryable'],
  [connecting('ECONNREFUSED'), failing(undefined, denoRefused), NetworkError, 'retryable'],

  ...[
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    'FailedToOpenSocket',
  ].map((trouble): Case => [connecting(trouble), failing(trouble), NetworkError, 'rejected']),
  [connecting('dns error'), failing(undefined, denoLookup), NetworkError, 'rejected'],
  [connecting('bad port'), failing(undefined, 'bad port'), NetworkError, 'rejected'],

  [sent('UND_ERR_SOCKET'), { reply: 'reset' }, UnknownSubmitError, 'unknown'],
  ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'].map(
    (trouble): Case => [sent(trouble), failing(trouble), UnknownSubmitError, 'unknown'],
  ),
  [sent('Failed to fetch'), failing(undefined, 'Failed to fetch'), UnknownSubmitError, 'unknown'],
  [sent('words about a CERT'), failing(undefined, 'words about a CERT'), UnknownSubmitError, 'unknown'],
  [{ phase: 'answering' }, { reply: 'cut' }, UnknownSubmitError, 'unknown'],
  [{ phase: 'answering' }, { fetch: unreadable }, UnknownSubmitError, 'unknown'],

  [{ phase: 'redirect' }, status(302), UnknownSubmitError, 'unknown'],
  [{ phase: 'redirect' }, status(307), UnknownSubmitError, 'unknown'],

  [envelope(422, 'recordInfo is null'), code(422, 'recordInfo is null'), NotFoundError, 'rejected'],
  [envelope(400, 'bad'), code(400, 'bad'), ValidationError, 'rejected'],
  [http(400), status(400), ValidationError, 'rejected'],
  [envelope(422, 'unsupported'), code(422, 'The model name is not supported'), ValidationError, 'rejected'],
  [http(422), status(422), ValidationError, 'rejected'],
  ...invalid.map((message): Case => [
    envelope(500, message),
    code(500, message),
    ValidationError,
    'rejected',
  ]),
  [envelope(401, 'no'), code(401, 'You do not have access permissions'), AuthenticationError, 'rejected'],
  [http(401), status(401), AuthenticationError, 'rejected'],
  [envelope(402, 'no'), code(402, 'Credits insufficient'), CreditsError, 'rejected'],
  ...poor.map((message): Case => [envelope(500, message), code(500, message), CreditsError, 'rejected']),
  [envelope(403, 'no'), code(403, 'no'), AuthenticationError, 'rejected'],
  [envelope(404, 'no'), code(404, 'no'), NotFoundError, 'rejected'],
  [http(404), status(404), NotFoundError, 'rejected'],
  [http(413), status(413), ValidationError, 'rejected'],
  [envelope(429, 'no'), code(429, 'Your call frequency is too high.'), RateLimitError, 'retryable'],
  [http(429), status(429, ''), RateLimitError, 'retryable'],
  [envelope(433, 'no'), code(433, 'sub-key limit'), RateLimitError, 'rejected'],
  [envelope(455, 'no'), code(455, 'maintenance'), MaintenanceError, 'retryable'],
  [
    envelope(500, 'The server is currently being maintained'),
    code(500, 'The server is currently being maintained, please try again later~'),
    MaintenanceError,
    'retryable',
  ],
  [envelope(505, 'no'), code(505, 'disabled'), ServerError, 'rejected'],

  ...[408, 500, 501, 502, 999, 4290, 201].map((number): Case => [
    envelope(number, 'no'),
    code(number, 'no'),
    UnknownSubmitError,
    'unknown',
  ]),
  ...vague.map((message): Case => [
    envelope(500, message),
    code(500, message),
    UnknownSubmitError,
    'unknown',
  ]),
  ...[408, 418, 500, 502, 503, 504, 505, 599].map((number): Case => [
    http(number),
    status(number),
    UnknownSubmitError,
    'unknown',
  ]),
  [http(200), status(200), UnknownSubmitError, 'unknown'],
  [http(200), status(200, ''), UnknownSubmitError, 'unknown'],
  [http(200), status(200, '{"code":200,"da'), UnknownSubmitError, 'unknown'],
  [http(200), status(200, '{"ok":true}'), UnknownSubmitError, 'unknown'],
  [{ phase: 'contradiction' }, code(200, 'success'), UnknownSubmitError, 'unknown'],
  [{ phase: 'contradiction' }, code(200, 'success', { state: 'x' }), UnknownSubmitError, 'unknown'],
  [{ phase: 'contradiction' }, status(429, '{"code":200,"data":null}'), UnknownSubmitError, 'unknown'],
  [
    { phase: 'contradiction' },
    status(429, '{"code":429,"data":{"taskId":"x"'),
    UnknownSubmitError,
    'unknown',
  ],
  [{ phase: 'contradiction' }, code(429, 'no', { recordId: 'x' }), UnknownSubmitError, 'unknown'],
]
