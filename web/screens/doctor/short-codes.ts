/** A blank to be filled in; the cursor goes to the first one. */
const BLANK = '___';

/** Sentences of the house that every doctor has, by the code that is typed after a full stop. Each must be filled in and read. */
export const shortCodes: Record<string, string> = {
  ls: 'Lý do đến khám: ___\nBệnh sử: ___\nTiền sử: ___\nKhám toàn thân: ___\nKhám bộ phận: ___',
  ho: 'Ho ___ ngày, đờm ___, sốt ___, khó thở ___.',
  sot: 'Sốt ___ ngày, cao nhất ___ °C, rét run ___, phát ban ___.',
  dau: 'Đau ___ từ ___, tính chất ___, lan ___, tăng khi ___, giảm khi ___.',
  tc: 'Tiêu chảy ___ ngày, ___ lần/ngày, máu ___, nôn ___, tiểu ___.',
  tha: 'Tăng huyết áp từ năm ___, đang dùng ___, đau ngực ___, khó thở ___, phù ___.',
  dtd: 'Đái tháo đường từ năm ___, đang dùng ___, đường huyết đói gần nhất ___, HbA1c ___.',
  tt: 'Tỉnh, tiếp xúc ___. Da niêm mạc ___. Hạch ___. Phù ___.',
  tim: 'Tim đều ___, T1 T2 ___, tiếng thổi ___.',
  phoi: 'Phổi thông khí ___, ran ___.',
  bung: 'Bụng ___, ấn đau ___, gan lách ___, phản ứng thành bụng ___.',
};

export interface Expanded {
  text: string;
  /** What is marked afterwards: the first blank, or the place behind the sentence. */
  from: number;
  to: number;
}

/** `.ho` right before the cursor becomes its sentence; undefined when no code stands there. A full stop within a word or number is none. */
export function expandShortCode(text: string, caret: number, codes: Record<string, string> = shortCodes): Expanded | undefined {
  const typed = /(^|\s)\.([a-z]+)$/.exec(text.slice(0, caret));
  const sentence = typed === null || !Object.hasOwn(codes, typed[2] ?? '') ? undefined : codes[typed[2] ?? ''];
  if (sentence === undefined || typed === null) return undefined;
  const start = caret - (typed[2] ?? '').length - 1;
  const blank = sentence.indexOf(BLANK);
  const from = start + (blank === -1 ? sentence.length : blank);
  return { text: text.slice(0, start) + sentence + text.slice(caret), from, to: blank === -1 ? from : from + BLANK.length };
}

/** The next blank behind the cursor, to go there with the same key; undefined when none is left. */
export function nextBlank(text: string, caret: number): { from: number; to: number } | undefined {
  const from = text.indexOf(BLANK, caret);
  return from === -1 ? undefined : { from, to: from + BLANK.length };
}
