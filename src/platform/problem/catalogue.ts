import type { Language } from '../records/expectations.js';

interface Entry {
  status: number;
  title: Record<Language, string>;
  detail: Record<Language, string>;
}

const entry = (status: number, title: [string, string], detail: [string, string]): Entry => ({
  status,
  title: { en: title[0], ru: title[1] },
  detail: { en: detail[0], ru: detail[1] },
});

/** Every problem the service answers with. `type` is `urn:premia:problem:` and the key; keys never change. */
export const catalogue = {
  'invalid-fields': entry(
    422,
    ['Values refused', 'Значения не приняты'],
    [
      'Nothing was changed. See `fields` for each value and what would be right.',
      'Ничего не изменено. В `fields` — каждое значение и что было бы верно.',
    ],
  ),
  'malformed-body': entry(
    400,
    ['The body cannot be read', 'Тело запроса не читается'],
    [
      'Nothing was changed. See `fields` for what would be right.',
      'Ничего не изменено. В `fields` — что было бы верно.',
    ],
  ),
  'malformed-request': entry(
    400,
    ['The request cannot be read', 'Запрос не читается'],
    [
      'It is not well-formed HTTP: look at the headers, at the length of the body, and at percent signs in the address, each to be followed by two hexadecimal digits of UTF-8.',
      'Это неправильный запрос HTTP: проверьте заголовки, длину тела и знаки процента в адресе — за каждым две шестнадцатеричные цифры UTF-8.',
    ],
  ),
  'address-too-long': entry(
    414,
    ['The address is too long', 'Адрес слишком длинный'],
    [
      'A code or id in the address has at most {limit} characters.',
      'Код или номер в адресе — не длиннее {limit} знаков.',
    ],
  ),
  'headers-too-large': entry(
    431,
    ['The headers are too large', 'Заголовки слишком велики'],
    [
      'The address and the headers together take at most 16 kB.',
      'Адрес и заголовки вместе — не больше 16 кБ.',
    ],
  ),
  'body-too-large': entry(
    413,
    ['The body is too large', 'Тело запроса слишком велико'],
    [
      'At most {limit} bytes are taken in one request; send larger data in parts or as a file.',
      'В одном запросе принимается не больше {limit} байт; отправьте данные частями или файлом.',
    ],
  ),
  'unsupported-media-type': entry(
    415,
    ['This content type is not taken', 'Такой тип содержимого не принимается'],
    ['Send {expected}.', 'Отправьте {expected}.'],
  ),
  'not-found': entry(
    404,
    ['Not found or not yours', 'Не найдено или недоступно'],
    ['Not found, or not yours to see: {what} "{id}".', 'Не найдено или недоступно вам: {what} «{id}».'],
  ),
  'fact-ambiguous': entry(
    422,
    ['More than one fact has this number', 'Под этим номером не один факт'],
    [
      '"{id}" is the number of: {found}; ask about a fact whose number is its own.',
      '«{id}» — номер нескольких фактов: {found}; спросите о факте, номер которого только его.',
    ],
  ),
  'results-of-two-people': entry(
    422,
    ['Not of the same manager', 'Это разные сотрудники'],
    [
      'Only results and statements of the same manager are compared; {with} is of another.',
      'Сравниваются только расчёты и листки одного сотрудника; {with} — другого.',
    ],
  ),
  'no-route': entry(
    404,
    ['No such address', 'Нет такого адреса'],
    [
      '{method} {path} is not part of this API; see /docs.',
      '{method} {path} не входит в этот API; см. /docs.',
    ],
  ),
  unauthenticated: entry(
    401,
    ['Not signed in', 'Вход не выполнен'],
    [
      'Sign in, or send `Authorization: Bearer <token>` with a token that is known and not revoked.',
      'Войдите или отправьте `Authorization: Bearer <токен>` с действующим токеном.',
    ],
  ),
  'sign-in-refused': entry(
    401,
    ['E-mail or password is wrong', 'Неверная почта или пароль'],
    [
      'There is nobody active with this e-mail and this password. Who forgot the password asks the administrator for a link.',
      'Нет действующего пользователя с такой почтой и таким паролем. Если пароль забыт, попросите у администратора ссылку.',
    ],
  ),
  'too-many-attempts': entry(
    429,
    ['Too many attempts', 'Слишком много попыток'],
    [
      'Try again in {retryAfter} seconds. A browser in which you have signed in before does not wait for the attempts of others.',
      'Повторите через {retryAfter} с. Браузер, в котором вы уже входили, не ждёт из-за чужих попыток.',
    ],
  ),
  'link-not-valid': entry(
    410,
    ['The link is not valid', 'Ссылка недействительна'],
    [
      'It was used, replaced by a newer one, or has expired. Ask the administrator for another.',
      'Она использована, заменена новой или просрочена. Попросите у администратора другую.',
    ],
  ),
  'cross-site': entry(
    403,
    ['Not sent by our own page', 'Запрос отправлен не нашей страницей'],
    [
      'With a cookie, what changes something needs the header `Premia-Request` and comes from the page of this service. Programs send a token instead.',
      'Изменения при входе по cookie требуют заголовка `Premia-Request` и принимаются только со страницы этого сервиса. Программы отправляют токен.',
    ],
  ),
  'sign-in-again': entry(
    403,
    ['The password is asked for again', 'Нужно ещё раз ввести пароль'],
    [
      'This takes a password given within the last {minutes} minutes: POST /v1/session/confirm, or /v1/sign-in/openid?confirm=true with single sign-on. Then send the request again.',
      'Для этого пароль должен быть введён не раньше чем {minutes} минут назад: POST /v1/session/confirm или, при едином входе, /v1/sign-in/openid?confirm=true. Затем повторите запрос.',
    ],
  ),
  'openid-off': entry(
    404,
    ['There is no single sign-on', 'Единый вход не настроен'],
    [
      'Sign in by e-mail and password. Single sign-on needs the settings PREMIA_OIDC_ISSUER and PREMIA_OIDC_CLIENT_ID.',
      'Войдите по почте и паролю. Для единого входа нужны настройки PREMIA_OIDC_ISSUER и PREMIA_OIDC_CLIENT_ID.',
    ],
  ),
  'session-needed': entry(
    403,
    ['Only for who has signed in', 'Только для вошедших'],
    [
      'A token has no password and no sessions; it is revoked by the administrator.',
      'У токена нет пароля и сеансов; его отзывает администратор.',
    ],
  ),
  'own-account': entry(
    409,
    ['This is your own account', 'Это ваша учётная запись'],
    [
      'Nobody changes the own role or disables the own account; another administrator does.',
      'Свою роль и свою учётную запись не меняют; это делает другой администратор.',
    ],
  ),
  'email-taken': entry(
    409,
    ['There is such a user', 'Такой пользователь уже есть'],
    [
      'Somebody with the e-mail {email} is a user already; change that one or make a new link.',
      'Пользователь с почтой {email} уже есть; измените его или создайте новую ссылку.',
    ],
  ),
  'user-disabled': entry(
    409,
    ['The user is disabled', 'Пользователь отключён'],
    [
      '{email} may not sign in; enable the user first.',
      'Вход для {email} отключён; сначала включите пользователя.',
    ],
  ),
  forbidden: entry(
    403,
    ['Not allowed for this role', 'Недоступно для этой роли'],
    [
      'The role "{role}" may not do this; it is for: {roles}.',
      'Роли «{role}» это недоступно; доступно ролям: {roles}.',
    ],
  ),
  'not-led': entry(
    403,
    ['Not of the teams you lead', 'Не ваш отдел'],
    [
      'Heads send and withdraw {noun} of the managers of their own teams, and none of their own. Nothing was changed; ask HR.',
      'Руководитель отправляет и отзывает {noun} сотрудников только своих отделов и не свои собственные. Ничего не изменено; обратитесь в отдел кадров.',
    ],
  ),
  'out-of-scope': entry(
    403,
    ['Not in the scope of this token', 'Вне области действия токена'],
    [
      'The token is not for "{resource}"; it is for: {scopes}.',
      'Токен не для «{resource}»; он для: {scopes}.',
    ],
  ),
  conflict: entry(
    409,
    ['In conflict with what is recorded', 'Противоречит записанному'],
    [
      'The database refused it ({constraint}); nothing was changed. Read the records anew and send again.',
      'База данных отказала ({constraint}); ничего не изменено. Прочитайте записи заново и повторите.',
    ],
  ),
  'job-cancelled': entry(
    409,
    ['The job was cancelled', 'Задание отменено'],
    [
      'Job {id} was cancelled before it ended; nothing of it stays. Start it again if it is wanted after all.',
      'Задание {id} отменили до завершения; от него ничего не осталось. Запустите его снова, если оно всё же нужно.',
    ],
  ),
  'still-referred-to': entry(
    409,
    ['Other records refer to it', 'На запись ссылаются другие'],
    [
      '{noun} "{id}" is named by {by}; withdraw those first.',
      'На запись ({noun}) «{id}» ссылаются: {by}; сначала отзовите их.',
    ],
  ),
  'scheme-period': entry(
    422,
    ['The scheme is for other periods', 'Система премирования для других периодов'],
    [
      'Scheme "{scheme}" is computed by {kind}; "{period}" is not such a period.',
      'Система «{scheme}» рассчитывается за период вида «{kind}»; «{period}» — не такой период.',
    ],
  ),
  'no-whole-period': entry(
    422,
    ['No whole period in these months', 'В этих месяцах нет целого периода'],
    [
      'The draft is computed by {kind}, and no such period lies between {from} and {to} in whole. Take more months.',
      'Проект рассчитывается за период вида «{kind}», и ни один такой период не лежит целиком между {from} и {to}. Возьмите больше месяцев.',
    ],
  ),
  'scheme-unknown': entry(
    404,
    ['No such scheme', 'Нет такой системы премирования'],
    [
      'There is no published scheme "{scheme}" in force in {period}; published are: {known}.',
      'Нет опубликованной системы «{scheme}», действующей в {period}; опубликованы: {known}.',
    ],
  ),
  'scheme-refused': entry(
    422,
    ['The scheme has errors', 'В документе системы есть ошибки'],
    [
      'Nothing was published. See `findings` for each place and what was expected.',
      'Ничего не опубликовано. В `findings` — каждое место и что ожидалось.',
    ],
  ),
  'scheme-harmful': entry(
    422,
    ['The scheme would pay what it should not', 'Система премирования начисляла бы не то, что нужно'],
    [
      'Nothing was published. Mend what `findings` names, or accept each by its `id` with a reason in `acknowledge`.',
      'Ничего не опубликовано. Исправьте то, что названо в `findings`, или примите каждое по его `id` с указанием причины в `acknowledge`.',
    ],
  ),
  'scheme-not-computed': entry(
    422,
    ['The payroll does not compute such schemes yet', 'Расчёт таких систем пока не поддерживается'],
    [
      'Scheme "{scheme}" has {what}. Such a document can be tried with `premia scenario` and `premia evaluate`; the monthly run does not hand its facts in yet, so it is not published.',
      'В системе «{scheme}» есть {what}. Такой документ можно проверить командами `premia scenario` и `premia evaluate`; месячный расчёт пока не подаёт ему данные, поэтому он не публикуется.',
    ],
  ),
  'evaluation-refused': entry(
    422,
    ['It cannot be computed as given', 'Рассчитать в таком виде нельзя'],
    ['{reason} (line {line}, column {column})', '{reason} (строка {line}, столбец {column})'],
  ),
  'scheme-version-exists': entry(
    409,
    ['A version is in force from that day', 'С этого дня уже действует редакция'],
    [
      'Scheme "{scheme}" has a version from {from} already, and a published version is not changed; publish one from another day.',
      'У системы «{scheme}» уже есть редакция с {from}; опубликованная редакция не меняется, опубликуйте с другого дня.',
    ],
  ),
  'period-fixed': entry(
    409,
    ['The period is approved', 'Период утверждён'],
    [
      'In {period} these teams are approved: {teams}. Their pay is not computed anew; reopen them first (POST /v1/periods/{period}/transitions with `to`: `in_review`, `team` and a reason).',
      'В {period} утверждены: {teams}. Их оплата заново не рассчитывается; сначала верните их на проверку (POST /v1/periods/{period}/transitions, `to`: `in_review`, `team` и причина).',
    ],
  ),
  'period-closed': entry(
    409,
    ['The period is closed', 'Период закрыт'],
    [
      'Period {period} is closed, and that is final: what is found wrong now becomes a correction in a later period.',
      'Период {period} закрыт окончательно: найденные теперь ошибки становятся корректировкой в более позднем периоде.',
    ],
  ),
  'period-not-ended': entry(
    409,
    ['The month has not ended', 'Месяц не закончился'],
    [
      '{period} ends at {endsAt}, and the schedule computes whole months; what it comes to so far is computed by POST /v1/payroll-runs.',
      '{period} закончится {endsAt}, а по расписанию рассчитываются целые месяцы; что получается на сегодня, рассчитает POST /v1/payroll-runs.',
    ],
  ),
  'already-computed': entry(
    409,
    ['The month is computed already', 'Месяц уже рассчитан'],
    [
      '{period} was computed after its end, and the schedule computes a month once; POST /v1/payroll-runs replaces its draft.',
      '{period} рассчитан после своего окончания, а по расписанию месяц рассчитывается один раз; черновик заменит POST /v1/payroll-runs.',
    ],
  ),
  'step-refused': entry(
    409,
    ['The state does not allow this', 'Состояние этого не позволяет'],
    [
      'In {period} the statements of {team} are {state} and cannot become {to}; from {state} they may become: {allowed}.',
      'В {period} листки ({team}) в состоянии {state} и не могут стать {to}; из {state} возможно: {allowed}.',
    ],
  ),
  'period-not-computed': entry(
    404,
    ['The month is not computed yet', 'Месяц ещё не рассчитан'],
    [
      '{period} is not computed yet, so there is nothing to review, approve or export. The schedule computes it when it is due (GET /v1/schedule/periods), POST /v1/payroll-runs at once.',
      '{period} ещё не рассчитан: проверять, утверждать и выгружать нечего. В срок его рассчитает расписание (GET /v1/schedule/periods), сразу — POST /v1/payroll-runs.',
    ],
  ),
  'no-manifest-yet': entry(
    404,
    ['There is no manifest yet', 'Описи ещё нет'],
    [
      '{period} has no manifest: one is made when a month is closed (POST /v1/periods/{period}/transitions with `to`: `closed`).',
      'У {period} нет описи: она составляется при закрытии месяца (POST /v1/periods/{period}/transitions, `to`: `closed`).',
    ],
  ),
  'no-team-stands': entry(
    409,
    ['No team stands where this step begins', 'Ни один отдел не готов к этому шагу'],
    [
      'In {period} a team becomes {to} from {from}; of yours none stands there: {teams}. The order is calculated, in_review, approved, closed; a step back names `team` and `reason`.',
      'В {period} отдел переходит в {to} из {from}; из доступных вам там нет ни одного: {teams}. Порядок: calculated, in_review, approved, closed; для шага назад нужны `team` и `reason`.',
    ],
  ),
  'period-not-approved': entry(
    409,
    ['Not all teams are approved', 'Утверждены не все'],
    [
      'Period {period} is {state} and is closed only when all its teams are approved; not yet: {teams}.',
      'Период {period} в состоянии {state}; он закрывается, когда утверждены все; пока нет: {teams}.',
    ],
  ),
  'months-before-open': entry(
    409,
    ['Earlier months are not closed', 'Более ранние месяцы не закрыты'],
    [
      'Months are closed in their order; close first: {months}. Then {period}.',
      'Месяцы закрываются по порядку; сначала закройте: {months}. Затем {period}.',
    ],
  ),
  'approver-needed': entry(
    403,
    ['Somebody else decides on this team', 'Решение по этому отделу принимает другой'],
    [
      'The statements of {team} in {period} are decided on by: {approvers}.',
      'Решение по листкам ({team}) за {period} принимает: {approvers}.',
    ],
  ),
  'approval-own': entry(
    403,
    ['Nobody approves the own pay', 'Собственную оплату не утверждают'],
    [
      'The statements of {team} in {period} hold your own; they are approved by: {approvers}.',
      'Среди листков ({team}) за {period} есть ваш; их утверждает: {approvers}.',
    ],
  ),
  'grade-own': entry(
    403,
    ['Nobody decides on the own grade', 'Решение о собственном разряде не принимают'],
    [
      'The grade proposed is your own; the head of the team or HR decides.',
      'Предложен ваш собственный разряд; решение принимает руководитель или отдел кадров.',
    ],
  ),
  'grade-decided': entry(
    409,
    ['The proposal was decided', 'По предложению уже принято решение'],
    [
      'Grade {grade} of manager {manager} is {state} already, by {by}. To change a grade, send it as an attribute of the manager.',
      'По разряду {grade} менеджера {manager} решение уже есть ({state}; {by}). Чтобы изменить разряд, отправьте его как признак менеджера.',
    ],
  ),
  'grade-salary-differs': entry(
    409,
    ['The grade has another salary', 'У разряда другой оклад'],
    [
      'The scheme gives grade {grade} a salary of {salary}; `grades` has {known} from {from}. Make them agree, then accept.',
      'Система даёт разряду {grade} оклад {salary}; в справочнике `grades` с {from} — {known}. Приведите их к одному и примите снова.',
    ],
  ),
  'approval-two-people': entry(
    403,
    ['Two people are needed', 'Нужны два человека'],
    [
      'You have computed, submitted or adjusted the statements of {team} in {period}; somebody else approves them.',
      'Вы рассчитали, передали на проверку или корректировали листки ({team}) за {period}; утверждает другой человек.',
    ],
  ),
  'review-adjusted': entry(
    409,
    ['Adjusted since it was submitted', 'После передачи на проверку были корректировки'],
    [
      'Statements of {team} in {period} were adjusted after they were submitted; read them, and approve the team by name with the `hash` of its review.',
      'Листки ({team}) за {period} корректировались после передачи на проверку; прочитайте их и утвердите этот отдел отдельно, указав `hash` проверки.',
    ],
  ),
  'adjustment-of-approved': entry(
    409,
    ['The statement is approved', 'Листок утверждён'],
    [
      'The statements of {team} in {period} are approved; adjustments are added and withdrawn while they are calculated or in review. Reopen the team first (POST /v1/periods/{period}/transitions with `to`: `in_review`, `team` and a reason).',
      'Листки ({team}) за {period} утверждены; корректировки вносят и отзывают, пока листки рассчитаны или на проверке. Сначала верните отдел на проверку (POST /v1/periods/{period}/transitions, `to`: `in_review`, `team` и причина).',
    ],
  ),
  'adjustment-own': entry(
    403,
    ['Nobody adjusts the own pay', 'Собственную оплату не корректируют'],
    [
      'The statement of {manager} for {period} is your own; somebody else adjusts it.',
      'Листок {manager} за {period} — ваш; его корректирует другой человек.',
    ],
  ),
  'statements-incomplete': entry(
    422,
    ['Not all pay could be computed', 'Рассчитано не всё'],
    [
      'In {period} {count} statements could not be computed in whole: {managers}. Mend what is missing and compute again, or approve with `acceptIncomplete` and a reason.',
      'В {period} листков, рассчитанных не полностью: {count} ({managers}). Исправьте недостающее и рассчитайте снова либо утвердите с `acceptIncomplete` и причиной.',
    ],
  ),
  'review-changed': entry(
    409,
    ['The statements have changed', 'Листки изменились'],
    [
      'The statements of {team} in {period} are not those that were read or approved; look at them again.',
      'Листки ({team}) за {period} уже не те, что были прочитаны или утверждены; посмотрите их снова.',
    ],
  ),
  'statements-exported': entry(
    409,
    ['The pay is exported already', 'Оплата уже выгружена'],
    [
      'Statements of {period} are on their way to be paid (exports {exports}). Cancel those first (POST /v1/exports/ID/cancel); once something of them is paid, what is found wrong becomes a correction in a later period.',
      'Листки за {period} уже переданы на выплату (выгрузки {exports}). Сначала отмените выгрузки (POST /v1/exports/ID/cancel); если что-то уже выплачено, найденное станет перерасчётом в более позднем периоде.',
    ],
  ),
  'export-not-approved': entry(
    409,
    ['Not approved', 'Не утверждено'],
    [
      'Only approved statements are exported; in {period} these are not: {teams}.',
      'Выгружаются только утверждённые листки; в {period} не утверждены: {teams}.',
    ],
  ),
  'export-incomplete': entry(
    422,
    ['Not all pay could be computed', 'Рассчитано не всё'],
    [
      'Lines of {period} without an amount: {count} ({lines}). Reopen the team and compute again, or leave these statements out with `leaveOutIncomplete`.',
      'Строк за {period} без суммы: {count} ({lines}). Верните отдел на проверку и рассчитайте снова либо оставьте эти листки с `leaveOutIncomplete`.',
    ],
  ),
  'nothing-to-export': entry(
    409,
    ['Nothing is left to export', 'Выгружать нечего'],
    [
      'Every line of the approved statements of {period} is in an export already. A file is downloaded again from there (GET /v1/exports?period={period}); a line is exported anew when it was rejected or its export cancelled.',
      'Каждая строка утверждённых листков за {period} уже выгружена. Файл можно скачать ещё раз (GET /v1/exports?period={period}); строка выгружается заново, когда она отклонена или её выгрузка отменена.',
    ],
  ),
  'export-sums-differ': entry(
    409,
    ['The lines do not come to the totals', 'Строки не сходятся с итогами'],
    [
      'Nothing was exported: the lines of these statements do not come to their total: {managers}. Prove them with `premia verify --all`.',
      'Ничего не выгружено: строки листков не сходятся с итогом: {managers}. Проверьте их командой `premia verify --all`.',
    ],
  ),
  'export-cancelled': entry(
    409,
    ['The export is cancelled', 'Выгрузка отменена'],
    ['Export {id} was cancelled already.', 'Выгрузка {id} уже отменена.'],
  ),
  'export-paid': entry(
    409,
    ['Something of it is paid', 'Часть уже выплачена'],
    [
      'Rows of export {id} that are paid: {rows}. That is final, and the export cannot be cancelled; what is found wrong becomes a correction in a later period.',
      'Выгрузка {id}: выплачено строк — {rows}. Это окончательно, отменить её нельзя; найденные ошибки становятся перерасчётом в более позднем периоде.',
    ],
  ),
  'acknowledgement-refused': entry(
    409,
    ['A row does not take this state', 'Строка не может перейти в это состояние'],
    [
      'Nothing was recorded. Rows of export {id} that do not take their state ({count}): {rows}. A row goes from sent to accepted, rejected or paid, from accepted to rejected or paid; rejected, paid and cancelled are final.',
      'Ничего не записано. Выгрузка {id}, строки с недопустимым переходом ({count}): {rows}. Строка переходит из sent в accepted, rejected или paid, из accepted — в rejected или paid; rejected, paid и cancelled окончательны.',
    ],
  ),
  'pay-month-needed': entry(
    422,
    ['A payroll run is for a month', 'Расчёт выполняется за месяц'],
    [
      '"{period}" is not a month. What falls due in it is computed with its last month, {month}; for a trial, name a scheme too.',
      '«{period}» — не месяц. То, что причитается за него, рассчитывается с его последним месяцем, {month}; для пробного расчёта укажите систему.',
    ],
  ),
  'scheme-circle': entry(
    422,
    ['Schemes read each other in a circle', 'Системы ссылаются друг на друга по кругу'],
    [
      'These schemes read each other: {schemes}. Publish a version of one of them without that input.',
      'Эти системы читают друг друга: {schemes}. Опубликуйте редакцию одной из них без такого входа.',
    ],
  ),
  'no-assignments': entry(
    422,
    ['Nobody is assigned to a scheme', 'Никому не назначена система премирования'],
    [
      'No scheme of this kind of period is assigned to anybody in {period}. Assign one (POST /v1/scheme-assignments), or compute a trial with a scheme.',
      'В {period} никому не назначена система с таким видом периода. Назначьте (POST /v1/scheme-assignments) или выполните пробный расчёт по системе.',
    ],
  ),
  'manager-without-scheme': entry(
    404,
    ['No scheme assigned', 'Система премирования не назначена'],
    ['{manager} has no scheme in {period}.', 'У {manager} нет системы премирования в {period}.'],
  ),
  'profile-refused': entry(
    422,
    ['The mapping profile has errors', 'В профиле загрузки есть ошибки'],
    [
      'Nothing was changed. See `fields` for each place in the document, by line and column, and what would be right.',
      'Ничего не изменено. В `fields` — каждое место документа, по строке и столбцу, и что было бы верно.',
    ],
  ),
  'too-many-rejected': entry(
    422,
    ['Too many rows are refused', 'Отклонено слишком много строк'],
    [
      'Nothing was changed. {rows} rows are refused or more, and at most {limit} can be left out and offered for mending; perhaps the profile does not fit the file. Without `acceptValid` the first of them are told.',
      'Ничего не изменено. Отклонено строк: {rows} или больше, а отложить для исправления можно не больше {limit}; возможно, профиль не подходит к файлу. Без `acceptValid` будут названы первые из них.',
    ],
  ),
  'import-interrupted': entry(
    503,
    ['The import was interrupted', 'Загрузка прервана'],
    [
      'The process that took the file in has ended; nothing was changed. Send the file again.',
      'Процесс, загружавший файл, завершился; ничего не изменено. Отправьте файл снова.',
    ],
  ),
  'file-too-large': entry(
    413,
    ['The file is too large', 'Файл слишком велик'],
    [
      'At most {limit} bytes are taken in one file; divide it.',
      'В одном файле принимается не больше {limit} байт; разделите его.',
    ],
  ),
  'idempotency-key-reused': entry(
    422,
    ['This Idempotency-Key stands for another request', 'Этот Idempotency-Key относится к другому запросу'],
    [
      'Nothing was changed. The key was sent before with another body or to another address ({route}); take a new key for a new request.',
      'Ничего не изменено. Этот ключ уже отправлялся с другим телом или по другому адресу ({route}); для нового запроса возьмите новый ключ.',
    ],
  ),
  'already-made': entry(
    409,
    ['Made already, and not shown again', 'Уже создано и повторно не показывается'],
    [
      'The request with this Idempotency-Key has made a token or a link, whose secret is answered only once and not kept. If the answer was lost, revoke that token or let the link be, and make another with a new key.',
      'Запрос с этим Idempotency-Key уже создал токен или ссылку; секрет сообщается один раз и не хранится. Если ответ потерян, отзовите тот токен (ссылку отзывать не нужно) и создайте новый секрет с новым ключом.',
    ],
  ),
  unavailable: entry(
    503,
    ['Not available at the moment', 'Временно недоступно'],
    [
      'The database cannot be reached. A change under way was made whole or not at all: look, or send the same again.',
      'База данных недоступна. Начатое изменение сделано целиком или не сделано вовсе: проверьте или отправьте то же ещё раз.',
    ],
  ),
  internal: entry(
    500,
    ['A fault of the service', 'Ошибка сервиса'],
    [
      'It is recorded under the request id {request}; nothing was changed.',
      'Она записана под номером запроса {request}; ничего не изменено.',
    ],
  ),
} satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof catalogue;
