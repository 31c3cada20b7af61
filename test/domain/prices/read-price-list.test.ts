import { expect } from 'chai';
import { comparePrices, readPriceList } from '../../../domain/prices/read-price-list.ts';
import type { Cell } from '../../../domain/sheets/read-columns.ts';

const heads = ['Mã dịch vụ', 'Tên dịch vụ', 'Nhóm', 'Đơn giá', 'Đơn giá BHYT', 'Loại PTTT', 'Đơn vị tính'];
const sheet = (...rows: Cell[][]) => readPriceList([heads, ...rows]);
const found = (...rows: Cell[][]) => sheet(...rows).issues.map(({ severity, code, path }) => `${severity} ${code}@${path}`);
const good: Cell[] = ['22.0121.1369', 'Tổng phân tích tế bào máu', 'xn', { number: '49700' }, null, null, null];

describe('readPriceList', () => {
  it('reads a price with its group; without an insured price the insurance counts what is charged', () => {
    expect(sheet(good)).to.deep.equal({
      issues: [],
      lines: [
        {
          ...{ row: 2, code: '22.0121.1369', name: 'Tổng phân tích tế bào máu', unit: 'Lần', group: 'XN' },
          ...{ hospitalPrice: '49700', insurancePrice: '49700', surgeryClass: null },
        },
      ],
    });
  });

  it('reads an insured price below the price charged, and the class of an operation', () => {
    const [line] = sheet(['10.0679.0492', 'Phẫu thuật', 'PT', { number: '4000000.5' }, { number: '3512900' }, 'p2', 'ca']).lines;
    expect([line?.hospitalPrice, line?.insurancePrice, line?.surgeryClass, line?.unit]).to.deep.equal(['4000000.5', '3512900', 'P2', 'ca']);
  });

  it('names every cell that is wrong and goes on reading', () => {
    expect(
      found(
        [{ number: '2.03' }, 'Khám', 'KHAM', { number: '39800' }, null, null, null],
        ['02.03', null, 'KHAM', { number: '39800' }, null, null, null],
        ['02.04', 'Khám', 'XYZ', { number: '39800.1234' }, null, 'Q1', null],
        good,
        good,
      ),
    ).to.deep.equal([
      'error import_code_is_number@2.code',
      'error import_cell_missing@3.name',
      'error price_group_unknown@4.group',
      'error price_surgery_class_unknown@4.surgeryClass',
      'error price_too_fine@4.hospitalPrice',
      'error price_too_fine@4.insurancePrice',
      'error price_code_repeated@6.code',
    ]);
  });

  it('only warns of an insured price above the price charged and of a price of nothing', () => {
    expect(
      found(
        ['02.03', 'Khám', 'KHAM', { number: '39800' }, { number: '45000' }, null, null],
        ['02.04', 'Khám', 'KHAM', { number: '0' }, null, null, null],
      ),
    ).to.deep.equal(['warning price_insured_above_hospital@2.insurancePrice', 'warning price_is_nothing@3.hospitalPrice']);
  });

  it('says which heading is missing', () => {
    expect(readPriceList([['Mã dịch vụ', 'Tên dịch vụ', 'Đơn giá'], []]).issues.map(({ params }) => params)).to.deep.equal([
      { column: 'Nhóm' },
    ]);
  });
});

describe('comparePrices', () => {
  it('counts new, changed and unchanged prices and those in force that the list does not name', () => {
    const { lines } = sheet(
      good,
      ['02.03', 'Khám', 'KHAM', { number: '39800' }, null, null, null],
      ['02.04', 'K', 'KHAM', { number: '1' }, null, null, null],
    );
    const price = (amount: string) => ({ price: amount, insurancePrice: amount });
    const before = new Map([
      ['22.0121.1369', price('49700')],
      ['02.03', { price: '39800', insurancePrice: '30000' }],
      ['18.0001', price('1')],
    ]);
    expect(comparePrices(lines, before)).to.deep.equal({ added: 1, changed: 1, same: 1, missing: 1 });
  });
});
