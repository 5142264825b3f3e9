// isPublicMail: mail providers where anybody can get an address. Used by domain-rules.ts. Pure.

import all from 'email-providers/all.json' with { type: 'json' }
import common from 'email-providers/common.json' with { type: 'json' }
import { parse } from 'tldts'

// Providers with addresses under many suffixes: yahoo.co.uk, gmx.at.
const REGIONAL_MAIL_NAMES =
  /^(yahoo|gmail|googlemail|hotmail|gmx|yandex|rediffmail|protonmail|tutanota|mailinator)$/

// Internet and mail providers that the package lacks.
const MISSING = `
  139.com 163.net 189.cn 263.net sina.com.cn sohu.com vip.163.com wo.cn aol.de aol.fr spectrum.net
  suddenlink.net wavecable.com eastlink.ca mts.net sasktel.net live.at live.cl live.co.za live.com.my
  live.com.pt live.fi live.in live.no live.ru live.se passport.com duck.com fastmail.com keemail.me
  mailfence.com disroot.org posteo.de posteo.net riseup.net startmail.com tuta.com tuta.io tutamail.com
  zoho.eu zoho.in zohomail.com zohomail.eu zohomail.in skiff.com mozmail.com simplelogin.com anonaddy.me
  addy.io vodafone.de 1und1.de aon.at chello.at hispeed.ch sunrise.ch plus.net bbox.fr numericable.fr
  fastwebnet.it tim.it telefonica.net iol.pt ziggo.nl xs4all.nl proximus.be mail.dk tdcadsl.dk jubii.dk
  telia.com bredband.net tele2.se online.no broadpark.no elisanet.fi kolumbus.fi suomi24.fi volny.cz azet.sk
  zoznam.sk citromail.hu onet.eu op.pl poczta.onet.pl tlen.pl vp.pl mail.bg otenet.gr hol.gr internet.ru
  meta.ua bigmir.net tut.by bezeqint.net mynet.com superonline.com rediff.com vsnl.com kakao.com goo.jp
  nifty.com hinet.net pchome.com.tw seed.net.tw netvigator.com telkomsa.net mweb.co.za vodamail.co.za
  tempmail.com tempmail.net
  `
  .trim()
  .split(/\s+/)

// The package also lists example.com, which is reserved (RFC 2606).
const isReal = (domain: string) => !domain.startsWith('example.')

/** Well-known providers: domains that look like one of them are rejected, too. */
export const COMMON_MAIL_DOMAINS: ReadonlySet<string> = new Set([...common.filter(isReal), ...MISSING])

export const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set([
  ...all.filter(isReal),
  ...COMMON_MAIL_DOMAINS,
])

/**
 * Whether anybody can get an address at this canonical domain or at its registrable domain. Such a domain
 * does not identify a company. The package `email-providers` lists about 9,000.
 */
export function isPublicMail(domain: string): boolean {
  const { domain: registered, domainWithoutSuffix } = parse(domain, { allowPrivateDomains: true })
  const within = registered ?? domain
  return (
    PUBLIC_MAIL_DOMAINS.has(domain) ||
    PUBLIC_MAIL_DOMAINS.has(within) ||
    REGIONAL_MAIL_NAMES.test(domainWithoutSuffix ?? '')
  )
}
