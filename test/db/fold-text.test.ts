import { expect } from 'chai';
import fc from 'fast-check';
import { rows, type Db } from '../../db/knex.ts';
import { foldName } from '../../domain/patients/fold-name.ts';
import { testDatabase } from '../support/database.ts';

const names = [
  ...['Nguyễn Thị Hoà', 'NGUYỄN THỊ HÒA', 'nguyễn thị hoà', 'Đặng Đình Đức', 'ĐẶNG ĐÌNH ĐỨC', 'Lò Văn Ơn', 'Vàng A Dơ', 'Giàng Thị Ǎ'],
  ...[
    "Y'Bia Niê",
    'Y’Bia Niê',
    'K`Brếp',
    'K´Brếp',
    'Hʼ Ơn',
    'Rơ-Châm H’Lin',
    'Trần  Văn   Tám',
    ' Quàng Văn Ếm ',
    'Lê.Văn.Sáu',
    'Ksor H-Nu',
  ],
  ...['Lường Thị Ứng', 'Ưng Hoàng Phúc', 'Bùi Thị Ỷ', 'Phạm Thị Ỹ', 'Ð', '', ' ', '-', "'", 'Nguyen Van A 2'],
];
const letters = [...'aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY'];
const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const between = [' ', ' ', '  ', '-', '.', "'", '’', 'ʼ', '`'];

/** Names as keyboards, scanners and old files write them: any letter with any tone, composed or not. */
const anyName = fc
  .array(fc.tuple(fc.constantFrom(...letters), fc.constantFrom(...tones), fc.option(fc.constantFrom(...between), { freq: 3, nil: '' })), {
    minLength: 1,
    maxLength: 30,
  })
  .chain((parts) => fc.constantFrom('NFC', 'NFD').map((form) => parts.flat().join('').normalize(form)));

describe('fold_text in the database', () => {
  let db: Db;
  before(async () => {
    db = (await testDatabase()).app;
  });

  const folded = async (texts: string[]) =>
    await rows<{ text: string; folded: string }>(
      db,
      `SELECT t.text, fold_text(t.text) AS folded FROM unnest(:texts::text[]) WITH ORDINALITY AS t (text, position) ORDER BY t.position`,
      { texts },
    );

  it('gives what foldName gives, so that a search finds what was stored', async () => {
    const found = await folded(names);
    expect(found.map((one) => one.folded)).to.deep.equal(names.map(foldName));
    expect(foldName('Đặng Đình Đức')).to.equal('dang dinh duc');
  });

  it('gives the same for any Vietnamese name, composed or not', async () => {
    const texts = fc.sample(anyName, 3000);
    const different = (await folded(texts)).filter((one) => one.folded !== foldName(one.text));
    expect(different).to.deep.equal([]);
  });
});
