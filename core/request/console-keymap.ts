// SPDX-License-Identifier: Apache-2.0

/**
 * "layout=keymap" or "layout:variant=keymap". The pairs follow systemd's kbd-model-map (vconsole-setup reads it the
 * other way round); every keymap is a file of Debian's console-data, i386/**\/NAME.kmap.gz.
 */
const table = `us=us us:intl=us-intl.iso15 us:alt-intl=us-intl.iso15 us:altgr-intl=us-intl.iso15 us:euro=us-intl.iso15
  us:dvorak=dvorak us:dvorak-intl=dvorak us:dvorak-alt-intl=dvorak us:dvorak-l=dvorak-l us:dvorak-r=dvorak-r
  us:dvorak-classic=dvorak-classic us:mac=us us:hbs=us us:haw=us
  gb=uk gb:dvorak=dvorak-uk gb:dvorakukp=dvorak-uk gb:pl=uk gb:gla=uk ie=uk
  de=de-latin1 de:nodeadkeys=de-latin1-nodeadkeys de:dvorak=dvorak-de de:mac=mac-usb-de-latin1
  de:mac_nodeadkeys=mac-usb-de-latin1-nodeadkeys de:us=us at=de-latin1 at:nodeadkeys=de-latin1-nodeadkeys
  ch=sg-latin1 ch:fr=fr_CH-latin1 ch:fr_nodeadkeys=fr_CH-latin1 ch:fr_mac=mac-usb-fr_CH-latin1 ch:de_mac=mac-usb-de_CH
  fr=fr-latin9 fr:azerty=fr-latin9 fr:afnor=fr-latin9 fr:bre=fr-latin9 fr:dvorak=dvorak-fr fr:bepo=dvorak-fr-bepo-utf8
  fr:bepo_latin9=dvorak-fr-bepo fr:bepo_afnor=dvorak-fr-bepo-utf8 fr:mac=mac-usb-fr fr:us=us
  be=be-latin1 be:wang=wangbe be:mac=mac-usb-be
  es=es es:ast=es es:cat=es latam=la-latin1 pt=pt-latin1 br=br-abnt2
  it=it it:ibm=it-ibm it:us=us it:mac=mac-usb-it it:scn=it it:fur=it
  nl=nl dk=dk-latin1 dk:mac=mac-usb-dk-latin1 no=no-latin1 se=se-latin1 se:us=us fi=fi-latin1 is=is-latin1
  ee=et ee:nodeadkeys=et-nodeadkeys ee:us=us lt=lt lt:us=us lv=lv-latin7
  pl=pl pl:qwertz=pl-qwertz cz=cz-us-qwertz cz:qwerty=cz-lat2 cz:qwerty_bksl=cz-lat2
  sk=sk-qwertz sk:qwerty=sk-qwerty sk:qwerty_bksl=sk-qwerty hu=hu hu:qwerty=hu101
  si=slovene si:us=us hr=croat hr:us=us ba=croat ba:us=us me=croat rs=sr-cy mk=mk bg=bg by=by ua=ua-utf ru=ru ru:legacy=ru
  kz=kk kg=kg ro=ro ro:std=ro tr=trqu tr:f=trfu tr:alt=tralt gr=gr-utf8 il=il il:phonetic=il-phonetic ir=fa ara=ar
  jp=jp106 th=th-tis ca=cf ca:multi=ca-multi ca:multix=ca-multi ca:eng=us
  au=us nz=us za=us ph=us ng=us gh=us ke=us bw=us cm=us id=us vn=us cn=us tw=us kr=us`;

/**
 * Variants that move no letter, only dead keys, quotes or extra symbols: the layout's own keymap serves them.
 * All others (dvorak, neo, colemak, ...) would make people type something else than they think.
 */
const sameLetters = new Set(
  [
    'nodeadkeys',
    'deadtilde',
    'deadacute',
    'deadgraveacute',
    'winkeys',
    'mac',
    'mac_nodeadkeys',
    'oss',
    'oss_latin9',
  ].concat(
    [
      'oss_nodeadkeys',
      'latin9',
      'latin9_nodeadkeys',
      'iso-alternate',
      'legacy',
      'std',
      'standard',
      'intl',
      'extd',
      'T3',
    ],
    [
      'e1',
      'e2',
      'classic',
      'alternatequotes',
      'unicode',
      'bksl',
      'thinkpad',
      'de_nodeadkeys',
      'basic',
      'mac_intl',
    ],
    [
      'cedilla',
      'std_cedilla',
      'apostrophe',
      'tilde',
      'simple',
      'extended',
      'polytonic',
      'fr-legacy',
      'OADG109A',
    ],
  ),
);

let pairs: Map<string, string> | undefined;

function keymaps(): Map<string, string> {
  // Built at the first question: most commands never ask.
  pairs ??= new Map(
    table.split(/\s+/).map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
  return pairs;
}

/** Name of the console keymap for an XKB layout and variant, e.g. de -> "de-latin1"; null when none is known. */
export function consoleKeymap(layout: string, variant: string | null = null): string | null {
  if (variant === null) return keymaps().get(layout) ?? null;
  const own = keymaps().get(`${layout}:${variant}`);
  if (own !== undefined) return own;
  return sameLetters.has(variant) ? (keymaps().get(layout) ?? null) : null;
}

/** Layouts of xkeyboard-config without a console keymap above. */
const withoutKeymap = `af al am az bd brai bt cd dz epo eg et fo ge gn gr in iq jv ke kh la lk ma mao md ml mm mn mt mv my np
  pk sn sy tg tj tm tz uz custom`;

/** Every keymap this file can answer with; tests compare it with Debian's console-data. */
export function knownKeymaps(): string[] {
  return [...new Set(keymaps().values())].toSorted();
}

/** Whether XKB has such a layout, whatever the console has. */
export function isKnownLayout(layout: string): boolean {
  return keymaps().has(layout) || withoutKeymap.split(/\s+/).includes(layout);
}
