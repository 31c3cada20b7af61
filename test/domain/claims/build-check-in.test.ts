import { expect } from 'chai';
import { buildCheckIn, checkCheckIn, checkInTable, type CheckInFacts } from '../../../domain/claims/build-check-in.ts';
import { aVisit } from './a-visit.ts';

const visit = aVisit();
const [card] = visit.coverages;
const [firstCharge] = visit.charges;
if (card === undefined || firstCharge === undefined) throw new Error('the example has neither card nor cost');
const facts = (fields: Partial<CheckInFacts> = {}): CheckInFacts => ({
  facilityCode: visit.facility.code,
  encounter: { ...visit.encounter, code: '14009260000123' },
  patient: visit.patient,
  card,
  firstCharge,
  ...fields,
});
const row = (fields: Partial<CheckInFacts> = {}) => buildCheckIn(facts(fields));
const wrong = (fields: Partial<CheckInFacts>) => checkCheckIn(row(fields)).map(({ code, path }) => `${code} ${path}`);

describe('the check-in table', () => {
  it('has the 26 fields of the decision in their order, all present', () => {
    expect(checkInTable(row()).fields).to.have.length(26);
    expect(Object.keys(row())).to.deep.equal(checkInTable(row()).fields.map(({ name }) => name));
    expect(checkCheckIn(row())).to.deep.equal([]);
  });

  it('names the first cost in the fields of its kind and leaves the others empty', () => {
    const cost = (kind: CheckInFacts['firstCharge']['kind']) => {
      const { MA_DICH_VU, MA_THUOC, MA_VAT_TU } = row({ firstCharge: { ...firstCharge, kind, code: 'X1', name: 'Chi phí' } });
      return [MA_DICH_VU, MA_THUOC, MA_VAT_TU];
    };
    expect(cost('examination')).to.deep.equal(['X1', '', '']);
    expect(cost('drug')).to.deep.equal(['', 'X1', '']);
    expect(cost('supply')).to.deep.equal(['', '', 'X1']);
  });

  it('refuses a card whose number names only the person, and a person without a name', () => {
    expect(wrong({ card: { ...card, cardNumber: '9990000001' } })).to.deep.equal(['claim_card_malformed XML0.1.MA_THE_BHYT']);
    expect(wrong({ patient: { ...visit.patient, fullName: '' } })).to.deep.equal(['claim_field_missing XML0.1.HO_TEN']);
  });
});
