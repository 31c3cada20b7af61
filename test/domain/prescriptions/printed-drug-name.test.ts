import { expect } from 'chai';
import { printedDrugName } from '../../../domain/prescriptions/printed-drug-name.ts';

describe('printedDrugName', () => {
  const one = { ingredient: 'Paracetamol', brand: 'Hapacol', strength: '500mg', ingredients: [1] };

  it('is INN (brand) strength for one ingredient', () => {
    expect(printedDrugName(one)).to.equal('Paracetamol (Hapacol) 500mg');
    expect(printedDrugName({ ...one, brand: null })).to.equal('Paracetamol 500mg');
  });

  it('is the brand for several, the ingredients when there is none', () => {
    const several = { ...one, ingredient: 'Amoxicilin + acid clavulanic', ingredients: [1, 2] };
    expect(printedDrugName(several)).to.equal('Hapacol 500mg');
    expect(printedDrugName({ ...several, brand: null })).to.equal('Amoxicilin + acid clavulanic 500mg');
  });
});
