import { expect } from 'chai';
import { type ArrivalFacts, proposeArrivalCategory } from '../../../domain/insurance/propose-arrival-category.ts';
import { parametersAt } from './seed-parameters.ts';

type Changes = Partial<Omit<ArrivalFacts, 'facility'>> & { facility?: Partial<ArrivalFacts['facility']> };

/** Insured, walking in at a district hospital where the card is not registered. */
const facts = ({ facility, ...changes }: Changes): ArrivalFacts => ({
  insured: true,
  emergency: false,
  careType: '01',
  registeredFacilityCode: '14010',
  hasReferral: false,
  hasFollowUpSlip: false,
  ...changes,
  facility: { code: '14009', level: 'basic', kind: 'hospital', ...facility },
});
const proposal = (changes: Changes) => {
  const found = proposeArrivalCategory(facts(changes));
  return found && `${found.code} ${found.reason}`;
};

const station = { level: 'primary', kind: 'commune-station' } as const;
const district = { level: 'basic', formerTier: 'district' } as const;
const province = { level: 'basic', formerTier: 'province' } as const;
const specialProvince = { level: 'specialised', formerTier: 'province' } as const;
const central = { level: 'specialised', formerTier: 'central' } as const;

const cases: [string, Changes, string | undefined][] = [
  ['no card', { insured: false, facility: station }, '9 not_insured'],
  ['commune station', { facility: station }, '1.2 commune_station'],
  ['commune station where the card is registered', { facility: station, registeredFacilityCode: '14009' }, '1.2 commune_station'],
  ['family medicine at the primary level', { facility: { level: 'primary', kind: 'family-medicine' } }, '1.2 primary_care'],
  ['registered hospital', { registeredFacilityCode: '14009', facility: district }, '1.1 registered_here'],
  [
    'registered hospital, with a referral as well',
    { registeredFacilityCode: '14009', hasReferral: true, facility: district },
    '1.1 registered_here',
  ],
  ['referral', { hasReferral: true, facility: province }, '1.3 referral'],
  ['changed residence', { changedResidence: true, facility: province }, '1.4 changed_residence'],
  ['follow-up slip', { hasFollowUpSlip: true, facility: province }, '1.5 follow_up_slip'],
  ['organ donor', { organDonor: true, facility: central }, '1.6 organ_donor'],
  ['newborn', { newborn: true, facility: central }, '1.7 newborn'],
  ['regional clinic', { facility: { level: 'primary', kind: 'regional-clinic' } }, '1.11 other_primary_facility'],
  ['49 points', { facility: { points: 49 } }, '1.12 basic_outpatient_below_50'],
  ['provisional level', { facility: { provisional: true } }, '1.12 basic_outpatient_below_50'],
  ['50 points', { facility: { points: 50 } }, '1.13 basic_outpatient_50_to_70'],
  ['69 points', { facility: { points: 69 } }, '1.13 basic_outpatient_50_to_70'],
  ['70 points at the basic level', { facility: { points: 70 } }, undefined],
  ['50 points, former district', { facility: { ...district, points: 50 } }, '3.3 former_district'],
  ['50 points, annex II disease', { diseaseAnnex: 'II', facility: { points: 50 } }, '1.16 annex_two_disease'],
  ['former province, outpatient', { facility: province }, '1.14 basic_outpatient_former_upper'],
  ['former province, below 50 points', { facility: { ...province, points: 40 } }, '1.14 basic_outpatient_former_upper'],
  ['former province, annex II disease', { diseaseAnnex: 'II', facility: province }, '1.16 annex_two_disease'],
  ['former province, emergency', { emergency: true, facility: province }, '2 emergency'],
  ['former province, inpatient', { careType: '03', facility: province }, '1.15 basic_inpatient'],
  ['annex I disease at the specialised level', { diseaseAnnex: 'I', facility: central }, '1.17 annex_one_disease'],
  ['specialised, former province, outpatient', { facility: specialProvince }, '1.18 specialised_outpatient_former_province'],
  ['specialised, former province, emergency', { emergency: true, facility: specialProvince }, '2 emergency'],
  ['specialised, former province, inpatient', { careType: '03', facility: specialProvince }, '3.2 specialised_inpatient_former_province'],
  ['former central, outpatient', { facility: central }, '3.1 specialised_former_central'],
  ['former central, emergency', { emergency: true, facility: central }, '2 emergency'],
  ['former central, inpatient', { careType: '03', facility: central }, '3.1 specialised_former_central'],
  ['former central, inpatient of area K2', { careType: '03', areaCode: 'K2', facility: central }, '3.6 difficult_area'],
  ['former central, outpatient of area K2', { areaCode: 'K2', facility: central }, '3.1 specialised_former_central'],
  ['former district, outpatient', { facility: district }, '3.3 former_district'],
  ['former district, inpatient', { careType: '03', facility: district }, '1.15 basic_inpatient'],
  ['hospital of unknown points and tier', {}, undefined],
];

describe('proposeArrivalCategory', () => {
  for (const [title, changes, expected] of cases) {
    it(`${title}: ${expected ?? 'left to a person'}`, () => expect(proposal(changes)).to.equal(expected));
  }

  it('proposes only categories of the official list', () => {
    const listed = Object.keys(parametersAt('2026-11-24').arrivalCategories);
    for (const [, changes, expected] of cases) {
      const code = proposeArrivalCategory(facts(changes))?.code;
      if (expected !== undefined) expect(listed).to.include(code);
    }
  });
});
