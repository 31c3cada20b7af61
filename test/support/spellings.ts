/** The two places of a tone mark in open oa, oe, uy: hòa and hoà are one word. */
const OLD_AND_NEW: [string, string][] = [
  ...pairs('òa óa ỏa õa ọa', 'oà oá oả oã oạ'),
  ...pairs('òe óe ỏe õe ọe', 'oè oé oẻ oẽ oẹ'),
  ...pairs('ùy úy ủy ũy ụy', 'uỳ uý uỷ uỹ uỵ'),
];

function pairs(old: string, modern: string): [string, string][] {
  const others = modern.split(' ');
  return old.split(' ').map((one, i) => [one, others[i] ?? '']);
}

/** The ways in which desks, scanners and keyboards write one and the same name. */
export function spellingsOf(name: string): string[] {
  const exchange = (text: string, from: 0 | 1): string =>
    OLD_AND_NEW.reduce((spelt, pair) => spelt.replaceAll(pair[from] ?? '', pair[from === 0 ? 1 : 0] ?? ''), text.normalize('NFC'));
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  const ways = [name, exchange(name, 0), exchange(name, 1), bare, ` ${name.replaceAll(' ', '  ')} `];
  return ways.flatMap((way) => [way.normalize('NFC'), way.normalize('NFD'), way.toUpperCase(), way.toLowerCase()]);
}
