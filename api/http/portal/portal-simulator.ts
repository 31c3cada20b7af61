import type { NewerCard, PortalAnswer, PortalCard, TypedCard } from '../../../domain/insurance/portal-answer.ts';
import { portalCodes } from '../../../domain/insurance/read-portal-answer.ts';
import type { CardQuestion, LookUp, Portal } from './portal.ts';
import { simulateSubmission } from './simulate-submission.ts';

const SLOW_MS = 10_000;

/**
 * Answers in place of the insurer while a facility has no account; every answer is marked as simulated. Numbers that end in `900` and three digits
 * call up each result code and each fault, any other number is valid: docs/how-to/portal-simulator.md. The same question always gets the same answer.
 */
export function portalSimulator(today: () => string, wait: (ms: number) => Promise<void> = pause): Portal {
  return {
    source: 'simulator',
    lookUp: async (question, timeoutMs) => {
      const special = /900(\d{3})$/.exec(question.number)?.[1] ?? '000';
      if (special === '901') return await slow(question, timeoutMs, { today, wait });
      if (special === '902') return { kind: 'unavailable', silence: 'unreachable' };
      if (special === '903') return { kind: 'unavailable', silence: 'not-json' };
      if (special === '904') return { kind: 'unavailable', silence: 'login-refused' };
      return answered(simulate(question, special, today()));
    },
    submit: async (document, timeoutMs) => await simulateSubmission(document, { now: today(), wait, timeoutMs }),
  };
}

async function slow(
  question: CardQuestion,
  timeoutMs: number,
  { today, wait }: { today: () => string; wait: (ms: number) => Promise<void> },
): Promise<LookUp> {
  await wait(Math.min(SLOW_MS, timeoutMs));
  return timeoutMs < SLOW_MS ? { kind: 'unavailable', silence: 'timeout' } : answered(simulate(question, '000', today()));
}

const pause = async (ms: number): Promise<void> => await new Promise((done) => setTimeout(done, ms));
const answered = (answer: PortalAnswer): LookUp => ({ kind: 'answered', answer, raw: { simulated: true, ...answer } });

const WITHOUT_CARD = ['050', '051', '052', '053', '054', '055', '060', '061', '070', '100', '101', '205', '401', '500'];

function simulate({ number, typed }: CardQuestion, special: string, today: string): PortalAnswer {
  const resultCode = portalCodes.includes(special) ? special : '000';
  const card = WITHOUT_CARD.includes(resultCode) ? null : { ...plausible(number, typed, today), ...deviation(special, today, resultCode) };
  const newerCard = resultCode === '003' || resultCode === '004' ? successor(number, today) : null;
  return { resultCode, note: null, card, newerCard, ...past(special, today) };
}

/** Agrees with what was typed, and fills the rest so that a form can be finished. */
function plausible(number: string, typed: TypedCard, today: string): PortalCard {
  const year = today.slice(0, 4);
  const cardNumber = number.length === 15 ? number : `GD414${number.slice(-10)}`;
  return {
    cardNumber,
    socialInsuranceNumber: cardNumber.slice(-10),
    fullName: typed.fullName.toLocaleUpperCase('vi'),
    birthDate: typed.birthDate,
    sex: typed.sex ?? null,
    addressText: null,
    validFrom: typed.validFrom ?? `${year}-01-01`,
    validTo: typed.validTo ?? `${year}-12-31`,
    registeredFacilityCode: typed.registeredFacilityCode || null,
    registeredFacilityName: null,
    areaCode: typed.areaCode || null,
    fiveYearDate: typed.fiveYearDate ?? null,
  };
}

function deviation(special: string, today: string, resultCode: string): Partial<PortalCard> {
  const lastYear = String(Number(today.slice(0, 4)) - 1);
  if (resultCode === '003' || resultCode === '010') return { validFrom: `${lastYear}-01-01`, validTo: `${lastYear}-12-31` };
  if (special !== '990') return {};
  return { validTo: `${today.slice(0, 4)}-06-30`, registeredFacilityCode: '14901', areaCode: 'K3', fiveYearDate: `${lastYear}-05-01` };
}

function successor(number: string, today: string): NewerCard {
  const digits = number.slice(-10);
  return {
    cardNumber: `DN414${digits.slice(0, 4)}800${digits.slice(-3)}`,
    validFrom: `${today.slice(0, 4)}-01-01`,
    validTo: null,
    registeredFacilityCode: '14902',
    registeredFacilityName: null,
  };
}

function past(special: string, today: string): Pick<PortalAnswer, 'history' | 'audits'> {
  if (special !== '991') return { history: [], audits: [] };
  const year = today.slice(0, 4);
  const visit = { facilityCode: '14901', facilityName: 'Bệnh viện đa khoa Mường Ban (minh họa)', outcome: '2' };
  return {
    history: [
      { ...visit, admittedOn: today, dischargedOn: null, diagnosis: 'Tăng huyết áp vô căn', outcome: null },
      { ...visit, admittedOn: `${year}-01-05`, dischargedOn: `${year}-01-05`, diagnosis: 'Viêm họng cấp' },
    ],
    audits: [{ at: `${year}-02-01`, by: 'giamdinh.minhhoa', code: '70', message: 'Khám nhiều lần trong ngày' }],
  };
}
