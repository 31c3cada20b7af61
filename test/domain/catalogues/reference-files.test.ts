import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { checkReferenceFile } from '../../../seeds/reference/read-reference-file.ts';
import { referenceFiles, type ReferenceFile } from '../../../seeds/reference/reference-files.ts';

const specOf = (file: string): ReferenceFile => {
  const spec = referenceFiles.find((one) => one.file === file);
  if (spec === undefined) throw new Error(`no ${file}`);
  return spec;
};
const communes = (code: string, rest = 'Xã X,Xã,14,,,,,,2025-07-01,,test,sure') =>
  `code,name,unit_type,province_code,district_code,district_name,new_code,new_name,merge,valid_from,valid_to,source,confidence\n${code},${rest}\n`;
const check = (file: string, text: string) => () => checkReferenceFile(specOf(file), text);

describe('checkReferenceFile', () => {
  it('accepts codes as they are and counts rows', () => {
    expect(checkReferenceFile(specOf('communes.csv'), communes('03646'))).to.include({ rows: 1 });
  });

  it('refuses a code whose leading zero was eaten by a spreadsheet, and says where', () => {
    expect(check('communes.csv', communes('3646'))).to.throw('communes.csv, record 2: "3646" is no code');
    expect(check('communes.csv', communes('3646.0'))).to.throw('saved as numbers');
    expect(check('communes.csv', communes('03646', 'Xã X,Xã,14,,,3646,,,2025-07-01,,test,sure'))).to.throw('"3646" is no new_code');
  });

  it('refuses a route that lost its last zero', () => {
    const routes = (code: string) =>
      `code,name,name_en,systemic,valid_from,valid_to,source,confidence\n${code},Tiêm,injection,true,2018-12-25,,test,sure\n`;
    expect(check('drug-routes.csv', routes('2.10'))).to.not.throw();
    expect(check('drug-routes.csv', routes('2.1'))).to.throw('"2.1" is no code');
  });

  it('refuses a key that stands twice: 1.10 that became 1.1', () => {
    const techniques = (...codes: string[]) =>
      ['code,sequence,chapter,chapter_name,name,equivalent_code,link_confidence,valid_from,valid_to,source,confidence']
        .concat(codes.map((code, i) => `${code},${i},01,C,N,,,2025-01-01,,test,likely`))
        .join('\n');
    expect(check('techniques.csv', techniques('1.1', '1.10'))).to.not.throw();
    expect(check('techniques.csv', techniques('1.1', '1.1'))).to.throw('key "1.1:2025-01-01" stands twice');
  });

  it('gives every code list its own shape', () => {
    const codes = (table: string, code: string) =>
      `code_table,code,name_vi,name_en,attributes,valid_from,valid_to,source,confidence\n${table},${code},x,,{},2024-01-01,,test,sure\n`;
    for (const [table, good, bad] of [
      ['ethnic-groups', '03', '3'],
      ['occupations', '00000', '0'],
      ['nationalities', '000', '0'],
      ['MA_LOAI_KCB', '01', '1'],
      ['MA_DOITUONG_KCB', '1.11', '1.11.0'],
    ] as const) {
      expect(check('ethnic-groups.csv', codes(table, good)), good).to.not.throw();
      expect(check('ethnic-groups.csv', codes(table, bad)), bad).to.throw('is no code_table:code');
    }
  });

  it('refuses a file without a column it is keyed by', () => {
    expect(check('communes.csv', 'code,name\n03646,X\n')).to.throw('communes.csv: no column valid_from');
  });

  it('accepts every file of the project', async () => {
    for (const spec of referenceFiles.filter((one) => one.optional !== true)) {
      const text = await readFile(new URL(`../../../seeds/reference/${spec.file}`, import.meta.url), 'utf8');
      expect(checkReferenceFile(spec, text).rows, spec.file).to.be.greaterThan(0);
    }
  }).timeout(20_000);
});
