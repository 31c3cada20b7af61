import { expect } from 'chai';
import { ChangeCard, ChangePayer, type CoverageView } from '../../api/patients/coverage-schemas.ts';
import { CardData } from '../../api/patients/patient-schemas.ts';
import { newId } from '../../domain/ids.ts';
import { cardOfValues, checkCardValues, valuesOfCard } from '../../web/screens/reception/visit/card-values.ts';
import {
  actsOf,
  checkPayerValues,
  emptyPayerValues,
  payerFieldOfPath,
  payerRequestOf,
  type PayerValues,
} from '../../web/screens/reception/visit/payer-values.ts';

const NOW = '2026-11-24T02:05:00.000Z';
const ids = { changeId: newId(), cardId: newId() };
const shares = {
  ...{ benefitRate: '80', rateReason: 'card_rate', hospitalAmount: '0', insuranceAmount: '0', fundAmount: '0' },
  ...{ copayAmount: '0', selfPayAmount: '0', otherSourceAmount: '0' },
};
const used = {
  ...{ id: newId(), cardId: newId(), cardNumber: 'GD4149990000001', validFrom: '2026-01-01', validTo: null },
  ...{ registeredFacilityCode: '14902', cardRate: '80', usedFrom: NOW, verification: 'verified' as const, reason: null, counts: true },
};
const view: CoverageView = {
  ...{ encounterId: newId(), version: 1, code: '14902260000001', state: 'planned', startedAt: NOW, patientId: newId() },
  ...{ patientName: 'Lò Văn Thử', roomName: 'Nội', arrivalCategory: '1.1', arrivalCategoryName: '', arrivalReason: null },
  ...{ cards: [used], shares, changes: [] },
};
const uninsured: CoverageView = { ...view, arrivalCategory: '9' };
const typedCard = { fileNumber: 'te1 14999 0000002', fileFrom: '01012026', fileTo: '31/12/2026', fileFacility: '14902' };
const typed = (part: Partial<PayerValues>, of = view): PayerValues => ({ ...emptyPayerValues(of), payerReason: 'Thẻ mới', ...part });
const request = (part: Partial<PayerValues>, of = view) => payerRequestOf(typed(part, of), of, ids, NOW);

describe('a change of the payer', () => {
  it('offers what makes sense for the visit as it stands', () => {
    expect(actsOf(view)).to.deep.equal(['card', 'category', 'none']);
    expect(actsOf(uninsured)).to.deep.equal(['pay']);
  });

  it('adds a new card to an insured visit in the shape the server takes', () => {
    const { to, body, newCard } = request({ payerAct: 'card', ...typedCard });
    expect([to, newCard]).to.deep.equal(['coverages', undefined]);
    expect(ChangeCard.safeParse(body).error).to.equal(undefined);
    expect(body).to.deep.include({ id: ids.changeId, reason: 'Thẻ mới' }).and.not.have.property('usedFrom');
    const card = { id: ids.cardId, cardNumber: 'TE1149990000002', validFrom: '2026-01-01', validTo: '2026-12-31' };
    expect(body).to.deep.include({ card: { kind: 'new-card', card: { ...card, registeredFacilityCode: '14902' } } });
  });

  it('uses a card on file from this moment on', () => {
    const { body } = request({ payerAct: 'card', payerCard: used.cardId, payerFrom: 'now' });
    expect(ChangeCard.safeParse(body).error).to.equal(undefined);
    expect(body).to.deep.include({ card: { kind: 'known-card', cardId: used.cardId }, usedFrom: NOW });
  });

  it('takes the insurance off, changes the category alone, and puts the insurance back', () => {
    const off = request({ payerAct: 'none' });
    expect([off.to, ChangePayer.safeParse(off.body).error]).to.deep.equal(['payer', undefined]);
    const category = request({ payerAct: 'category', payerCategory: '1.12' });
    expect(ChangePayer.safeParse(category.body).error).to.equal(undefined);
    expect(category.body).to.include({ kind: 'card', cardId: used.cardId, arrivalCategory: '1.12' });
    const back = request({}, uninsured);
    expect([back.to, ChangePayer.safeParse(back.body).error]).to.deep.equal(['payer', undefined]);
    expect(back.body).to.include({ kind: 'card', cardId: used.cardId }).and.not.have.property('arrivalCategory');
  });

  it('puts a new card on file before an uninsured visit pays by it', () => {
    const { body, newCard } = request({ payerCard: 'new-card', ...typedCard }, uninsured);
    expect(CardData.safeParse(newCard).error).to.equal(undefined);
    expect(body).to.include({ kind: 'card', cardId: ids.cardId });
  });

  it('says what is missing before it sends', () => {
    const codes = (values: PayerValues) => checkPayerValues(values).map(({ code }) => code);
    expect(codes(typed({ payerAct: 'none', payerReason: ' ' }))).to.deep.equal(['reason_of_change_missing']);
    expect(codes(typed({ payerAct: 'category' }))).to.deep.equal(['arrival_category_needed']);
    expect(codes(typed({ payerAct: 'card', ...typedCard, fileTo: '31022026' }))).to.deep.equal(['day_impossible']);
    expect(codes(typed({ payerAct: 'card', payerCard: used.cardId }))).to.deep.equal([]);
    expect(codes(typed({ payerAct: 'card' }))).to.deep.equal([
      'card_number_malformed',
      'card_dates_missing',
      'registered_facility_missing',
    ]);
  });

  it('finds the field of every place the server may speak of', () => {
    expect(['card.validTo', 'usedFrom', 'arrivalCategory', 'payerReason', 'version'].map(payerFieldOfPath)).to.deep.equal([
      'fileTo',
      'payerFrom',
      'payerCategory',
      'payerReason',
      '',
    ]);
  });
});

describe('a card on file in a dialog', () => {
  it('comes back as it was when nothing is typed', () => {
    const card = {
      ...{ cardNumber: 'GD4149990000001', validFrom: '2026-01-01', validTo: '2026-12-31', registeredFacilityCode: '14902' },
      ...{ areaCode: 'K1' as const, fiveYearDate: '2030-01-01', exemptFrom: '2026-05-01' },
    };
    const values = valuesOfCard({ ...card, registeredFacilityName: 'Trạm y tế' });
    expect(cardOfValues(values)).to.deep.equal(card);
    expect(checkCardValues(values)).to.deep.equal([]);
  });
});
