import type { CloseEncounter, EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { PaperList } from '../../../api/papers/paper-schemas.ts';
import type { Day } from '../../../domain/dates.ts';
import { checkClosure } from '../../../domain/encounters/check-closure.ts';
import { openRoomsOf } from '../../../domain/encounters/open-rooms.ts';
import { dispositionOf, type Disposition } from '../../../domain/encounters/visit-state.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { PaperKind } from '../../../domain/papers/paper.ts';
import { readDay } from '../../lib/read-day.ts';

/** The end of a visit as typed. */
export interface CloseForm {
  outcome: string;
  dischargeType: string;
  advice: string;
  followUp: string;
  referredTo: string;
  referredToName: string;
  disposition: string;
  leaveRooms: string;
}

type Papers = PaperList | undefined;

const standing = (papers: Papers) => (papers?.items ?? []).filter(({ withdrawnAt }) => withdrawnAt === null);

/** The day on which an appointment paper asks the person back for an examination. */
export const appointedDay = (papers: Papers): Day | undefined =>
  standing(papers)
    .flatMap(({ content }) => (content.kind === 'appointment' && content.purpose === 'examination' ? [content.day] : []))
    .at(-1);

const followUpOf = (form: CloseForm, papers: Papers): Day | undefined => readDay(form.followUp) ?? appointedDay(papers);

/** Who goes home may have to come back, and the discharge type may say more: then it is not sent but follows. */
const chosen = ({ disposition }: CloseForm): Disposition | undefined => (disposition === 'home' ? undefined : (disposition as Disposition));

/** The rule of closing on what the screen knows; the licence of the person is the server's to judge. */
export function judgeForm(encounter: EncounterView, form: CloseForm, papers: Papers): Issue[] {
  const { dischargeType, leaveRooms } = form;
  const followUpOn = followUpOf(form, papers);
  const ending = { disposition: chosen(form) ?? dispositionOf({ dischargeType, followUpOn }), dischargeType, followUpOn };
  return checkClosure({
    insured: encounter.coverage !== null,
    diagnoses: encounter.diagnoses.length,
    openOrders: encounter.orders.filter((order) => order.state === 'ordered').length,
    weightKnown: encounter.vitals.weight !== undefined,
    practitionerLicensed: true,
    openRooms: openRoomsOf(encounter.rooms),
    leaveRooms,
    // Until the papers are read nothing is said about what is missing.
    ...(papers === undefined || dischargeType === '' ? {} : { ending, papers: standing(papers).map(({ kind }) => kind) }),
  });
}

/** The paper that the chosen end needs and the visit has not. */
export function missingPaper(form: CloseForm, papers: Papers): PaperKind | undefined {
  const ending = chosen(form) ?? dispositionOf(form);
  if (papers === undefined || (ending !== 'referral' && ending !== 'admission')) return undefined;
  return standing(papers).some(({ kind }) => kind === ending) ? undefined : ending;
}

export function closingOf(form: CloseForm, version: number, papers: Papers): CloseEncounter {
  const followUpOn = followUpOf(form, papers);
  const disposition = chosen(form);
  const [advice, leaveRooms] = [form.advice.trim(), form.leaveRooms.trim()];
  return {
    ...{ version, outcome: form.outcome, dischargeType: form.dischargeType },
    ...(disposition === undefined ? {} : { disposition }),
    ...(advice === '' ? {} : { advice }),
    ...(followUpOn === undefined ? {} : { followUpOn }),
    ...(leaveRooms === '' ? {} : { leaveRooms }),
    ...(form.referredTo === '' ? {} : { referredTo: form.referredTo }),
  };
}
