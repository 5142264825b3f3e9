// Which domains a broker may have, by the domain alone.

import { checkDomain } from '@latchkey/schema/brokers/domain-rules.ts'
import { skeleton } from '@latchkey/schema/brokers/lookalike-domain.ts'
import { COMMON_MAIL_DOMAINS, PUBLIC_MAIL_DOMAINS } from '@latchkey/schema/brokers/public-mail-domains.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

function judge(given: string, options = {}): string {
  const judged = checkDomain(given, options)
  return 'domain' in judged ? judged.domain : judged.fault.code
}

test.each([
  ['bee.com', 'bee.com'],
  ['  BEE.Com. ', 'bee.com'],
  ['mail.bee.com', 'mail.bee.com'],
  ['bee-line.co.uk', 'bee-line.co.uk'],
  ['1and1.com', '1and1.com'],
  ['bee.github.io', 'bee.github.io'],
  ['bee.example', 'bee.example'],
  ['bee.test', 'bee.test'],
  ['mail.example.com', 'mail.example.com'],
  ['brøker.dk', 'xn--brker-wua.dk'],
  ['xn--brker-wua.dk', 'xn--brker-wua.dk'],
  ['BRØKER.dk', 'xn--brker-wua.dk'],
  ['straße.de', 'xn--strae-oqa.de'],
  ['ＢＥＥ.com', 'bee.com'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['сосна.рф', 'xn--80azclb.xn--p1ai'],
  ['кредит-дом.com', 'xn----gtbbbqjtpmx.com'],
  ['東京ローン.jp', 'xn--hekm0a157y34z.jp'],
  ['대출bank.kr', 'MIXED_SCRIPTS'],
  ['תיווך.co.il', 'xn--9dbakg0f.co.il'],
  ['yahoofinance-brokers.com', 'yahoofinance-brokers.com'],
  ['mygmail.com', 'mygmail.com'],
])('for %s, returns %s', (given, expected) => {
  expect(judge(given)).toBe(expected)
})

describe.each([
  [
    'NOT_A_DOMAIN',
    [
      ...[
        '',
        ' ',
        '.',
        '..',
        '.bee.com',
        'bee..com',
        'bee.com..',
        '-bee.com',
        'bee-.com',
        'b ee.com',
        'bee_x.com',
      ],
      ...[
        'sam@bee.com',
        '@bee.com',
        'https://bee.com',
        'bee.com/x',
        'bee.com:25',
        '*.bee.com',
        'bee.com\u0000',
      ],
      ...[
        'bee\u200b.com',
        'bee.com?',
        `${'a'.repeat(64)}.com`,
        `${'a.'.repeat(130)}com`,
        'bee.123',
        '[::1]:5',
      ],
    ],
  ],
  ['IP_ADDRESS', ['127.0.0.1', '127.1', '0x7f.0.0.1', '::1', '2001:db8::1']],
  ['SINGLE_LABEL', ['localhost', 'bee', 'com', 'com.', 'рф', 'intranet']],
  [
    'PUBLIC_SUFFIX',
    [
      'co.uk',
      'com.au',
      'github.io',
      'blogspot.com',
      's3.amazonaws.com',
      '公司.cn',
      'anything.ck',
      'k12.ca.us',
    ],
  ],
  [
    'PUBLIC_MAIL',
    [
      ...[
        'gmail.com',
        'GMAIL.com.',
        'googlemail.com',
        'outlook.com',
        'hotmail.co.uk',
        'yahoo.com',
        'yahoo.co.jp',
      ],
      ...[
        'yahoo.com.br',
        'ymail.com',
        'icloud.com',
        'me.com',
        'aol.com',
        'proton.me',
        'pm.me',
        'qq.com',
        '163.com',
      ],
      ...['vip.qq.com', 'mail.ru', 'yandex.kz', 'gmx.at', 'web.de', 't-online.de', 'orange.fr', 'libero.it'],
      ...[
        'naver.com',
        'comcast.net',
        'fastmail.com',
        'hey.com',
        'duck.com',
        'mailinator.com',
        'smtp.gmail.com',
      ],
    ],
  ],
  [
    'MIXED_SCRIPTS',
    ['аpple.com', 'xn--pple-43d.com', 'beе.com', 'pαypal.com', 'mail.bеe.com', 'bee.аpple.com', 'банk.рф'],
  ],
  [
    'LOOK_ALIKE',
    ['аррӏе.com', 'сосо.com', 'gmai1.com', 'grnail.com', 'gmaii.com', 'gmáil.com', 'outl00k.com'],
  ],
  ['INVALID_IDN', ['xn--zzzzzzzz99.com', 'xn--a.com']],
  ['UNKNOWN_ENDING', ['bee.con', 'bee.exmaple', 'bee.local', 'bee.cmo', 'bee.internal']],
] as const)('%s', (code, domains) => {
  test.each(domains.map((domain) => [domain]))('rejects %j', (domain) => {
    expect(judge(domain)).toBe(code)
  })
})

test('accepts doubtful domains with `force`, but no invalid ones', () => {
  expect(judge('gmai1.com', { force: true })).toBe('gmai1.com')
  expect(judge('bee.con', { force: true })).toBe('bee.con')
  expect(judge('аррӏе.com', { force: true })).toBe('xn--80ak6aa92e.com')
  expect(judge('gmail.com', { force: true })).toBe('PUBLIC_MAIL')
  expect(judge('co.uk', { force: true })).toBe('PUBLIC_SUFFIX')
  expect(judge('аpple.com', { force: true })).toBe('MIXED_SCRIPTS')
  expect(judge('127.0.0.1', { force: true })).toBe('IP_ADDRESS')
})

test('shows both the Unicode and the ASCII form in the error message', () => {
  expect(checkDomain('аpple.com')).toEqual({
    fault: {
      code: 'MIXED_SCRIPTS',
      message:
        'аpple.com (xn--pple-43d.com) mixes letters of Cyrillic and Latin in one word. Check the spelling.',
      doubt: false,
    },
  })
})

test('rejects the domains of public mail providers', () => {
  expect(PUBLIC_MAIL_DOMAINS.size).toBeGreaterThan(8_000)
  expect(COMMON_MAIL_DOMAINS.size).toBeGreaterThan(400)
  for (const domain of COMMON_MAIL_DOMAINS)
    expect([domain, judge(domain)]).toEqual([domain, expect.stringMatching(/^PUBLIC_(MAIL|SUFFIX)$/)])
})

test('returns a canonical domain that it accepts unchanged', () => {
  fc.assert(
    fc.property(fc.domain(), (given) => {
      const judged = checkDomain(given)
      return 'fault' in judged || judge(judged.domain) === judged.domain
    }),
  )
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (given) => checkDomain(given) !== undefined))
})

describe('skeletons', () => {
  test.each([
    ['bee.com', 'bee.com'],
    ['g00gle.com', 'google.com'],
    ['paypa1.com', 'paypal.com'],
    ['paypai.com', 'paypal.com'],
    ['rnodern.com', 'modern.com'],
    ['vvest.com', 'west.com'],
    ['clean.com', 'dean.com'],
    ['xn--80ak6aa92e.com', 'apple.com'],
    ['xn--brker-wua.dk', 'broker.dk'],
    ['xn--bcher-kva.example', 'bucher.example'],
  ])('treats %s and %s as look-alikes', (one, other) => {
    expect(skeleton(one)).toBe(skeleton(other))
  })

  test.each([
    ['bee.com', 'bee.net'],
    ['bee.com', 'bees.com'],
    ['bee-line.com', 'beeline.com'],
    ['northgate.example', 'northgate-funding.example'],
    ['xn--e1afmkfd.xn--p1ai', 'primer.xn--p1ai'],
  ])('does not treat %s and %s as look-alikes', (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other))
  })
})
