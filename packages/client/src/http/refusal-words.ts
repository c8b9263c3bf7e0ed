/**
 * Words with which the API turns a request away for what is in it, as the beginning of its message: a field is required,
 * must be something, or is none that it knows.
 */
const english: readonly RegExp[] = [
  /^(?:(?:the|this|your|input|required|field|parameter|param|argument|property) )*\W?[\w$.[\]-]+\W?(?: \w+)?(?: (?:is|are))? (?:also )?(?:a )?(?:required|missing|mandatory|empty|blank|invalid|unsupported|too (?:long|short|large|big|small|many|few)|out of range|not (?:valid|supported|allowed|provided|specified|given|set))\b/i,
  /^(?:the |this |your )?\W?[\w$.[\]-]+\W?(?: \w+)? (?:(?:must|should|shall|cannot|can not|can.t|may not) (?:not )?(?:be|have|contain|match|start|end|exceed)|exceeds?|does not (?:match|support))\b/i,
  /^(?:missing|invalid|unsupported|unknown|illegal|incorrect|empty)(?: or (?:missing|invalid))? (?:(?:required|request|input|the|value|values|for|of) )*\W?(?:fields?\b|param|propert|model|prompt|duration|aspect|ratio|resolution|size|format|image|video|audio|url|seed|mode|quality|style|voice|language|callback|[a-z]+(?:_[a-z]+)+\b)/i,
  /^(?:the |this |unknown )?model\b[^.:;]* (?:not supported|not found|unsupported|does not exist|is invalid)/i,
  /^(?:(?:[\w.]+: )?field required|validation (?:error|failed)|param(?:eter)?s? (?:error|check failed)|please (?:enter|provide|specify|upload|select)\b)/i,
]

/**
 * The same in Russian, the language of the API's people, and in Chinese, that of its twin's. Neither has been seen in an
 * answer to a create yet: so the whole message must be one such sentence, with no word of what comes after the request.
 */
const russian: readonly RegExp[] = [
  /^(?=.{1,300}$)(?:(?:поле|поля|параметр|параметра|значение|аргумент|свойство) )*[^\p{L}\d]?(?:[\w.[\]-]+|промпт|описание|модель|длительность|формат|разрешение|размер|качество|соотношение сторон)[^\p{L}\d]? (?:(?:является )?обязател\p{L}+(?: для заполнения| пол\p{L}+| параметр\p{L}*)?|не (?:указан|задан|заполнен|передан)\p{L}*|не (?:может|могут|должн\p{L}+) (?:быть|превышать|содержать) (?:[^.!?]|\.\d)+|долж(?:ен|н\p{L}+) (?:быть|содержать|соответствовать) (?:[^.!?]|\.\d)+|(?:некорректн|неверн|недопустим)\p{L}+|не поддержива[ею]тся|слишком (?:длинн|коротк|больш|мал)\p{L}+|превышает (?:[^.!?]|\.\d)+)[.!]?$/iu,
  /^(?=.{1,300}$)(?:отсутству[ею]т|пропущен\p{L}*|не (?:указан|задан|заполнен|передан)\p{L}*|укажите|заполните|введите|выберите|загрузите) (?:(?:обязательн\p{L}+|пол[ея]|параметр\p{L}*|значени\p{L}+|модель|промпт|описание|изображение|длительность|формат)(?!\p{L}):? ?)*(?:[^\p{L}\d]?[\w.[\]-]+[^\p{L}\d,]?(?:, [^\p{L}\d]?[\w.[\]-]+[^\p{L}\d,]?)*)?[.!]?$/iu,
  /^(?=.{1,300}$)(?:неверн|некорректн|недопустим|неподдерживаем|неизвестн)\p{L}+ (?:(?:значени|формат|размер|разрешени|длительност|соотношени|пол[еяю]|параметр|аргумент|свойств|модел|промпт|описани|ссылк)\p{L}*)(?:[: ](?:[^.!?]|\.\d)*)?[.!]?$/iu,
  /^(?:(?:эта|указанная|выбранная) )?модель (?:[^\p{L}\d]?[\w.:/-]+[^\p{L}\d]? )?не (?:найдена|поддерживается|существует)[.!]?$/iu,
  /^(?=.{1,300}$)ошибка (?:валидации|проверки) ?(?:пол\p{L}+|параметр\p{L}*|входных параметров|запроса)?(?:: (?:[^.!?]|\.\d)*)?[.!]?$/iu,
]

const chinese: readonly RegExp[] = [
  /^(?=.{1,300}$)(?:参数|字段|必填参数|必填字段)?\s*[:：]?\s*[^\p{L}\d]?(?:[\w.[\]-]+|提示词|描述|模型|时长|比例|宽高比|分辨率|尺寸|格式|质量|风格|链接|图片|图像)[^\p{L}\d]?\s*(?:参数|字段|的值)?\s*(?:不能为空|不可为空|不得为空|缺失|必填|为必填项?|是必填项?|是必填的|不合法|非法|无效|有误|错误|不正确|格式(?:错误|不正确|无效)|不支持|过长|过短|过大|过小|超出[^。！!?？]{1,20}|必须[^。！!?？]{1,60}|不能(?:大于|小于|超过|少于|多于)[^。！!?？]{1,20})[。！!.]?$/iu,
  /^(?=.{1,300}$)(?:缺少|缺失|请(?:输入|填写|提供|选择|上传|传入)|无效的?|非法的?|不支持的?|不合法的?|未(?:提供|指定|传入|填写))(?:必填|必要|必需)?的?(?:参数|字段|模型|提示词|描述|时长|比例|分辨率|图片|图像|格式)?\s*[:：]?\s*[^\p{L}\d]?[\w.[\]-]*[^\p{L}\d]?[。！!.]?$/iu,
  /^(?=.{1,300}$)参数(?:校验|验证|检查)?(?:失败|错误|有误|不通过|未通过)(?:[:：][^。！!?？]*)?[。！!.]?$/iu,
  /^(?=.{1,300}$)(?:该|此|所选|指定的?)?模型\s*[^\p{L}\d]?[\w.:/-]*[^\p{L}\d]?\s*(?:不存在|不支持|暂不支持|未找到|无效)[。！!.]?$/iu,
]

export const invalid: readonly RegExp[] = [...english, ...russian, ...chinese]

/** What only a server speaks of that has come further than to the request: then such words prove nothing. */
export const beyond: RegExp =
  /\b(?:upstream|provider|respon\w+|result\w*|output|answer|reply|returned|generat\w+|internal|server|service|gateway|database|connection|record\w*|task\w*|json|state|status|operation|unexpected|system|body|content|null)\b(?!\.\w)|^(?:it|that|there|something)\b|сервер|сервис|(?<!со)ответ|результат|задач|задани|генер|создан|внутренн|провайдер|данны|соединени|подключени|систем|состояни|статус|запис|очеред|принят|отправлен|получен|обработ|выполн|списан|запущен|服务|系统|内部|上游|响应|结果|任务|生成|返回|数据|连接|网络|未知|异常|超时|状态|队列|记录|创建|提交|处理|执行/iu

/** Words with which it turns a request away since the account has too few credits. */
export const poor: readonly RegExp[] = [
  /^(?:the |your |current |account )*(?:credits?|balance) (?:(?:is|are) )?(?:insufficient|not enough|too low)|^(?:insufficient|not enough) (?:credits?|balance|funds)/i,
  /^(?!.*(?:создан|принят|запущен|списан[оы]))(?:(?:на (?:вашем )?(?:баланс|сч[её]т)\p{L}* )?(?:недостаточно|не хватает) (?:средств|кредит|денег|баланса)|(?:ваш )?баланс (?:недостаточ|исчерпан))/iu,
  /^(?!.*已(?:创建|提交|生成|受理|扣))(?:您的?|你的?|当前|账户|账号|用户)*(?:积分|余额|点数)已?(?:不足|不够|用完|耗尽)/u,
]
