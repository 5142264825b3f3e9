// isPublicMail: mail providers where anybody can get an address. Used by domain-rules.ts. Pure.

import { parse } from 'tldts'

// Providers with addresses under many suffixes: yahoo.co.uk, gmx.at.
const REGIONAL_MAIL_NAMES =
  /^(yahoo|gmail|googlemail|hotmail|gmx|yandex|rediffmail|protonmail|tutanota|mailinator)$/

export const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `
  126.com 139.com 163.com 163.net 188.com 189.cn 21cn.com 263.net aliyun.com foxmail.com qq.com sina.cn sina.com
  sina.com.cn sohu.com tom.com vip.163.com vip.qq.com wo.cn yeah.net
  aim.com aol.co.uk aol.com aol.de aol.fr aol.it att.net bellsouth.net cableone.net centurylink.net charter.net
  comcast.net compuserve.com cox.net earthlink.net embarqmail.com frontier.com frontiernet.net juno.com mindspring.com
  netscape.net netzero.net optimum.net optonline.net pacbell.net prodigy.net rcn.com roadrunner.com rr.com sbcglobal.net
  spectrum.net suddenlink.net swbell.net twc.com verizon.net wavecable.com windstream.net
  bell.net eastlink.ca mts.net rogers.com sasktel.net shaw.ca sympatico.ca telus.net videotron.ca
  gmail.com gmx.com gmx.de gmx.net googlemail.com hotmail.com protonmail.com yahoo.com yandex.com yandex.ru
  icloud.com mac.com me.com privaterelay.appleid.com rocketmail.com ymail.com
  live.at live.be live.ca live.cl live.cn live.co.kr live.co.uk live.co.za live.com live.com.ar live.com.au live.com.mx
  live.com.my live.com.pt live.com.sg live.de live.dk live.fi live.fr live.hk live.ie live.in live.it live.jp live.nl
  live.no live.ru live.se msn.com outlook.at outlook.be outlook.cl outlook.co.id outlook.co.il outlook.co.nz
  outlook.co.th outlook.com outlook.com.ar outlook.com.au outlook.com.br outlook.com.gr outlook.com.tr outlook.cz
  outlook.de outlook.dk outlook.es outlook.fr outlook.hu outlook.ie outlook.in outlook.it outlook.jp outlook.kr
  outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk passport.com windowslive.com
  duck.com fastmail.com fastmail.fm hey.com hush.com hushmail.com inbox.com keemail.me lavabit.com mail.com mailbox.org
  mailfence.com disroot.org pm.me posteo.de posteo.net proton.me riseup.net runbox.com startmail.com tuta.com tuta.io
  tutamail.com zoho.com zoho.eu zoho.in zohomail.com zohomail.eu zohomail.in skiff.com mozmail.com simplelogin.com
  anonaddy.me addy.io email.com engineer.com consultant.com contractor.net dr.com europe.com usa.com lawyer.com post.com
  techie.com workmail.com writeme.com accountant.com
  arcor.de freenet.de online.de t-online.de vodafone.de web.de 1und1.de aon.at chello.at bluewin.ch hispeed.ch sunrise.ch
  btinternet.com btopenworld.com blueyonder.co.uk ntlworld.com o2.co.uk orange.net plus.net sky.com talktalk.net
  tiscali.co.uk virgin.net virginmedia.com eircom.net
  bbox.fr club-internet.fr free.fr laposte.net neuf.fr numericable.fr orange.fr sfr.fr wanadoo.fr voila.fr
  alice.it email.it fastwebnet.it inwind.it iol.it libero.it tim.it tin.it tiscali.it virgilio.it
  telefonica.net terra.com terra.es mail.pt sapo.pt iol.pt
  home.nl kpnmail.nl planet.nl ziggo.nl xs4all.nl hetnet.nl skynet.be telenet.be proximus.be
  mail.dk tdcadsl.dk jubii.dk spray.se telia.com bredband.net tele2.se online.no broadpark.no elisanet.fi kolumbus.fi
  luukku.com suomi24.fi
  centrum.cz email.cz seznam.cz volny.cz azet.sk zoznam.sk freemail.hu citromail.hu interia.pl o2.pl onet.eu onet.pl
  op.pl poczta.fm poczta.onet.pl tlen.pl vp.pl wp.pl abv.bg mail.bg freemail.gr otenet.gr hol.gr
  bk.ru inbox.ru internet.ru list.ru mail.ru rambler.ru ya.ru i.ua meta.ua ukr.net bigmir.net tut.by inbox.lv mail.ee
  walla.co.il walla.com bezeqint.net netvision.net.il mynet.com superonline.com
  rediff.com indiatimes.com sify.com vsnl.com daum.net hanmail.net kakao.com nate.com naver.com docomo.ne.jp
  ezweb.ne.jp excite.co.jp goo.jp nifty.com i.softbank.jp softbank.ne.jp hinet.net pchome.com.tw seed.net.tw
  netvigator.com singnet.com.sg bigpond.com bigpond.net.au iinet.net.au optusnet.com.au tpg.com.au xtra.co.nz
  bol.com.br globo.com globomail.com ig.com.br r7.com terra.com.br uol.com.br zipmail.com.br prodigy.net.mx
  telkomsa.net mweb.co.za webmail.co.za vodamail.co.za
  10minutemail.com dispostable.com emailondeck.com fakeinbox.com getnada.com grr.la guerrillamail.com
  guerrillamail.net maildrop.cc mailnesia.com mintemail.com moakt.com mohmal.com mytemp.email sharklasers.com
  spam4.me temp-mail.org tempmail.com tempmail.net throwawaymail.com trashmail.com trashmail.de yopmail.com yopmail.fr
  `
    .trim()
    .split(/\s+/),
)

/**
 * Whether anybody can get an address at this canonical domain or at its registrable domain. Such a domain
 * does not identify a company. Covers the common providers only.
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
