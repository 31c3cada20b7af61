import type { SupplyList } from '../../../api/stock/supply-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aWorkbook, type SheetCell } from '../../support/workbook.ts';
import type { Workplace } from '../at-work.ts';

export const SUPPLY_HEADS = [
  ...[
    'Mã vật tư',
    'Tên vật tư',
    'Đơn vị tính',
    'Hãng sản xuất',
    'Mã hiệu',
    'Đơn giá',
    'Mức thanh toán tối đa',
    'Tỷ lệ thanh toán',
    'Thông tin thầu',
  ],
];

/** Invented supplies: what a prick needs, and what costs as much as a stent. */
export const [SYRINGE, SCREW, PLATE] = ['N03.01.020.0001', 'N06.04.020.0002', 'N06.04.010.0003'];

/** Columns by number that differ from a syringe of 1,250 dong. */
export const supplyRow = (fields: Partial<Record<number, SheetCell>> = {}): SheetCell[] => {
  const usual: SheetCell[] = [
    ...[SYRINGE, 'Bơm tiêm nhựa 5 ml', 'Cái', 'Hãng thử', null],
    ...[{ number: '1250' }, null, { number: '100' }, '12/QĐ-SYT;G1;N0;2026'],
  ];
  return usual.map((cell, i) => (i in fields ? (fields[i] ?? null) : cell));
};

export const aSupplyImport = async (rows: SheetCell[][], fields: object = {}) => ({
  ...{ id: newId(), validFrom: '2026-01-01', workbook: (await aWorkbook([SUPPLY_HEADS, ...rows])).toString('base64') },
  ...fields,
});

export const listSupplies = async ({ pharmacist }: Workplace, query = ''): Promise<SupplyList['items']> =>
  ((await pharmacist.get(`/supplies${query}`).expect(200)).body as SupplyList).items;
