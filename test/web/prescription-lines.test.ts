import { expect } from 'chai';
import { CheckPrescription } from '../../api/prescriptions/prescription-schemas.ts';
import { emptyRow, linesOf, quantityOf, rowsOfLines, type PrescriptionRow } from '../../web/screens/doctor/prescription-lines.ts';

const drug = {
  ...{ code: 'AML5', ingredient: 'Amlodipin', brand: null, strength: '5 mg', unit: 'Viên', routeName: 'Uống' },
  ...{ insuranceCode: '40.491', free: null, price: '600' },
};
const row = (part: Partial<PrescriptionRow> = {}): PrescriptionRow => ({ ...emptyRow(drug, '5'), ...part });

describe('a row of the prescription grid', () => {
  it('computes the quantity from dose and days, unless one is typed', () => {
    expect(quantityOf(row({ morning: '1', evening: '0,5' }))).to.equal('8');
    expect(quantityOf(row({ morning: '1', evening: '0,5', quantity: '10' }))).to.equal('10');
    expect(quantityOf(row())).to.equal('0');
  });

  it('is sent in the shape the server takes, with only what was typed', () => {
    const lines = linesOf([row({ morning: '0,5', timing: '' })]);
    expect(CheckPrescription.safeParse({ lines }).error).to.equal(undefined);
    expect(lines[0]).to.deep.include({ drugCode: 'AML5', dosage: { morning: '0.5', days: 5 } });
    expect(lines[0]).not.to.have.property('quantity');
  });

  it('repeats a signed line dose by dose under a new id', () => {
    const line = {
      drugCode: 'AML5',
      drugName: 'Amlodipin',
      strength: '5 mg',
      unit: 'Viên',
      payer: 'insurance' as const,
    };
    const [again] = rowsOfLines([{ ...line, dosage: { morning: '0.5', days: 7, timing: 'bedtime' } }]);
    expect(again).to.deep.include({ morning: '0,5', days: '7', timing: 'bedtime', noon: '' });
    expect(again?.id).not.to.equal('a');
  });
});
