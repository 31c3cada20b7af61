import { expect } from 'chai';
import type { DocumentView } from '../../../api/stock/stock-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkbook, type SheetCell } from '../../support/workbook.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from './a-pharmacy.ts';

const HEADS = ['Mã thuốc', 'Số lô', 'Hạn dùng', 'Số đăng ký', 'Thông tin thầu', 'Đơn giá', 'Số lượng'];
const row = (fields: Partial<Record<number, SheetCell>> = {}): SheetCell[] => {
  const usual: SheetCell[] = [
    'T001',
    '0012',
    { day: '2028-06-30' },
    '893100193324',
    '1/QĐ;G1;N4;2026',
    { number: '1250.5' },
    { number: '300' },
  ];
  return usual.map((cell, i) => (i in fields ? (fields[i] ?? null) : cell));
};

describe('import the opening stock', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    pharmacy = await aPharmacy(place);
  });

  const body = async (rows: SheetCell[][], fields: object = {}) => ({
    ...{ id: newId(), depotId: pharmacy.mainId, day: localDay(new Date()), workbook: (await aWorkbook(rows)).toString('base64') },
    ...fields,
  });
  const refused = async (rows: SheetCell[][]): Promise<string[]> => {
    const request = await body(rows);
    return findings(await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/imports', request), 422));
  };

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post' as const,
      path: '/stock/imports',
      body: await body([HEADS, row()]),
      status: 201,
      may: place.pharmacist,
      mayNot: place.nurse,
      malformed: [
        [{ workbook: '…' }, 'malformed@workbook'],
        [{ day: '2026-02-30' }, 'day_impossible@day'],
      ],
    }),
    'province-wide',
  );

  it('hides a depot of another facility', async () => {
    const stranger = await aUser(api, (await aFacility(api)).facility, ['pharmacist']);
    const request = await body([HEADS, row()]);
    await refusedWithoutTrace(api, () => stranger.post('/stock/imports', request), 404);
  });

  it('reads text, numbers with their digits and date cells, in any order of columns, into a document that can be booked', async () => {
    const mixed = [
      [...HEADS].reverse(),
      [...row()].reverse(),
      [],
      [...row({ 1: 'B-7', 2: '1/7/2028', 3: null, 4: null, 5: '99,123', 6: '0,5' })].reverse(),
    ];
    const { id } = (await place.pharmacist.post('/stock/imports', await body(mixed)).expect(201)).body as { id: string };
    const { lines, kind } = (await place.pharmacist.get(`/stock/documents/${id}`).expect(200)).body as DocumentView;
    expect(kind).to.equal('opening');
    expect(lines.map((line) => [line.lotNumber, line.expiresOn, line.registrationNumber, line.unitPrice, line.quantity])).to.deep.equal([
      ['0012', '2028-06-30', '893100193324', '1250.5', '300'],
      ['B-7', '2028-07-01', null, '99.123', '0.5'],
    ]);
    await place.pharmacist.post(`/stock/documents/${id}/posting`, { version: 1 }).expect(200);
    expect(await pharmacy.shelves(pharmacy.mainId)).to.deep.equal(['T001 0012 300/0', 'T001 B-7 0.5/0']);
  });

  it('refuses a number where a code must stand, because its zeros are lost, and says which cell', async () => {
    expect(await refused([HEADS, row(), row({ 0: { number: '1' }, 1: { number: '12' }, 3: { number: '893100193324' } })])).to.deep.equal([
      'import_code_is_number@3.drugCode',
      'import_code_is_number@3.lotNumber',
      'import_code_is_number@3.registrationNumber',
    ]);
  });

  it('reports every wrong cell of every row, and keeps nothing of the good rows', async () => {
    const wrong = [
      HEADS,
      row(),
      row({ 0: null, 2: '31/02/2028' }),
      row({ 1: 'X', 2: { day: '2020-01-01' }, 5: { number: '-5' }, 6: 'nhiều' }),
      row({ 0: 'T9999', 1: 'Y' }),
      row({ 1: 'Z', 2: { day: '2020-01-01' } }),
      row(),
    ];
    expect(new Set(await refused(wrong))).to.deep.equal(
      new Set([
        ...['import_cell_missing@3.drugCode', 'import_cell_unreadable@3.expiresOn'],
        ...['import_cell_unreadable@4.unitPrice', 'import_cell_unreadable@4.quantity'],
        ...['stock_drug_unknown@5.drugCode', 'stock_expired@6.expiresOn', 'import_line_repeated@7.lotNumber'],
      ]),
    );
  });

  it('needs the headings and a row below them, and a workbook at all', async () => {
    expect(await refused([HEADS.slice(1), row().slice(1)])).to.deep.equal(['import_column_missing@1']);
    expect(await refused([HEADS])).to.deep.equal(['import_empty@']);
    for (const bytes of [Buffer.from('Mã thuốc;Số lô'), Buffer.from('PK\u0005\u0006')]) {
      const request = await body([], { workbook: bytes.toString('base64') });
      const response = await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/imports', request), 422);
      expect(findings(response)).to.deep.equal(['import_not_a_workbook@workbook']);
    }
  });

  it('unpacks nothing that claims to be larger than any list of drugs', async () => {
    const bytes = await aWorkbook([HEADS, row()]);
    const directory = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16);
    bytes.writeUInt32LE(40_000_001, directory + 24);
    const request = await body([], { workbook: bytes.toString('base64') });
    const response = await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/imports', request), 422);
    expect(findings(response)).to.deep.equal(['import_not_a_workbook@workbook']);
  });
});
