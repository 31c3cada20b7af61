import { expect } from 'chai';
import type { KnownAllergy } from '../../../domain/prescriptions/prescribing-facts.ts';
import { checkPrescription } from '../../../domain/prescriptions/check-prescription.ts';
import { drug, factsOf, found, ingredient, lineOf } from './facts.ts';

const drugs = [
  drug('amoxicillin', [ingredient('Amoxicilin', 'J01CA04')]),
  drug('co-amoxiclav', [ingredient('Amoxicilin', 'J01CA04'), ingredient('Acid clavulanic', 'J01CR')]),
  drug('cefuroxime', [ingredient('Cefuroxim', 'J01DC02')]),
  drug('cefixime', [ingredient('Cefixim', 'J01DD08')]),
  drug('ibuprofen-gel', [ingredient('Ibuprofen', 'M01AE01', 'M02AA13')], { systemic: false }),
  drug('naproxen', [ingredient('Naproxen', 'M01AE02')]),
  drug('paracetamol', [ingredient('Paracetamol', 'N02BE01')]),
];
const to = (allergy: Partial<KnownAllergy>, code: string) =>
  found([lineOf(code)], factsOf(drugs, { allergyStatus: 'known', allergies: [{ substance: 'x', atcCode: null, ...allergy }] }));

describe('checkAllergies', () => {
  it('stops the ingredient, also in a combination and on the skin', () => {
    expect(to({ atcCode: 'J01CA04' }, 'amoxicillin')).to.deep.equal(['error allergy_ingredient lines.0']);
    expect(to({ atcCode: 'J01CA04' }, 'co-amoxiclav')).to.deep.equal(['error allergy_ingredient lines.0']);
    expect(to({ atcCode: 'M01AE01' }, 'ibuprofen-gel')).to.deep.equal(['error allergy_ingredient lines.0']);
  });

  it('stops the named class and every penicillin for a penicillin', () => {
    expect(to({ atcCode: 'M01A' }, 'naproxen')).to.deep.equal(['error allergy_class lines.0']);
    expect(to({ atcCode: 'J01CE01' }, 'amoxicillin')).to.deep.equal(['error allergy_class lines.0']);
  });

  it('warns for a near relative', () => {
    expect(to({ atcCode: 'M01AE01' }, 'naproxen')).to.deep.equal(['warning allergy_related lines.0']);
    expect(to({ atcCode: 'J01CE01' }, 'cefuroxime')).to.deep.equal(['warning allergy_related lines.0']);
    expect(to({ atcCode: 'J01DD08' }, 'amoxicillin')).to.deep.equal(['warning allergy_related lines.0']);
    expect(to({ atcCode: 'J01DD08' }, 'cefuroxime')).to.deep.equal(['warning allergy_related lines.0']);
  });

  it('leaves the rest alone', () => {
    expect(to({ atcCode: 'J01CE01' }, 'paracetamol')).to.deep.equal([]);
    expect(to({ atcCode: 'M01AB05' }, 'naproxen')).to.deep.equal([]);
  });

  it('knows an ingredient written in words, without its marks', () => {
    expect(to({ substance: 'PARACETAMOL' }, 'paracetamol')).to.deep.equal(['error allergy_ingredient lines.0']);
    expect(to({ substance: 'naproxen' }, 'paracetamol')).to.deep.equal([]);
  });

  it('says when an allergy in words matches nothing, without repeating the words', () => {
    expect(to({ substance: 'Tôm biển' }, 'paracetamol')).to.deep.equal(['information allergy_not_checked ']);
    const issues = checkPrescription(
      [lineOf('amoxicillin')],
      factsOf(drugs, {
        allergyStatus: 'known',
        allergies: [
          { substance: 'Tôm biển', atcCode: null },
          { substance: 'Pen', atcCode: 'J01CE01' },
        ],
      }),
    );
    expect(JSON.stringify(issues)).to.not.contain('Tôm').and.not.contain('Pen"');
    expect(issues.map((issue) => issue.code)).to.deep.equal(['allergy_not_checked', 'allergy_class']);
  });

  it('reports a line once, by the closest relation', () => {
    const allergies = ['J01CE01', 'J01CA04', 'J01D'].map((atcCode) => ({ substance: 'x', atcCode }));
    expect(found([lineOf('co-amoxiclav'), lineOf('cefixime')], factsOf(drugs, { allergyStatus: 'known', allergies }))).to.deep.equal([
      'error allergy_ingredient lines.0',
      'error allergy_class lines.1',
    ]);
  });

  it('tells never asked from none', () => {
    expect(found([lineOf('paracetamol')], factsOf(drugs, { allergyStatus: 'never-asked' }))).to.deep.equal([
      'information allergies_not_asked ',
    ]);
    expect(found([lineOf('paracetamol')], factsOf(drugs, { allergyStatus: 'none-known' }))).to.deep.equal([]);
  });
});
