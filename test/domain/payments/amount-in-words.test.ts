import { expect } from 'chai';
import { amountInWords } from '../../../domain/payments/amount-in-words.ts';

describe('amountInWords', () => {
  const cases: [string, string][] = [
    ['0', 'Không đồng'],
    ['1', 'Một đồng'],
    ['10', 'Mười đồng'],
    ['11', 'Mười một đồng'],
    ['14', 'Mười bốn đồng'],
    ['15', 'Mười lăm đồng'],
    ['20', 'Hai mươi đồng'],
    ['21', 'Hai mươi mốt đồng'],
    ['24', 'Hai mươi tư đồng'],
    ['25', 'Hai mươi lăm đồng'],
    ['91', 'Chín mươi mốt đồng'],
    ['100', 'Một trăm đồng'],
    ['101', 'Một trăm linh một đồng'],
    ['105', 'Một trăm linh năm đồng'],
    ['110', 'Một trăm mười đồng'],
    ['1000', 'Một nghìn đồng'],
    ['1001', 'Một nghìn không trăm linh một đồng'],
    ['10000', 'Mười nghìn đồng'],
    ['39800', 'Ba mươi chín nghìn tám trăm đồng'],
    ['75900', 'Bảy mươi lăm nghìn chín trăm đồng'],
    ['1000000', 'Một triệu đồng'],
    ['1000005', 'Một triệu không trăm linh năm đồng'],
    ['1005021', 'Một triệu không trăm linh năm nghìn không trăm hai mươi mốt đồng'],
    ['1000000000', 'Một tỷ đồng'],
    ['2000000001', 'Hai tỷ không trăm linh một đồng'],
    ['1234567890', 'Một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi đồng'],
    ['5000000000000', 'Năm nghìn tỷ đồng'],
    ['0015', 'Mười lăm đồng'],
  ];
  for (const [amount, words] of cases) {
    it(`writes ${amount} as "${words}"`, () => expect(amountInWords(amount)).to.equal(words));
  }

  it('refuses a fraction and an amount below nothing', () => {
    for (const amount of ['0.5', '-1', '']) expect(() => amountInWords(amount)).to.throw(RangeError);
  });
});
