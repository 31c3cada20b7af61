import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { PaperList } from '../../../../api/papers/paper-schemas.ts';
import { addDays, dayForPeople, type Day } from '../../../../domain/dates.ts';
import type { PaperKind } from '../../../../domain/papers/paper.ts';
import { quantityForPaper } from '../../../../domain/prescriptions/quantity-words.ts';
import type { PaperForm } from './paper-fields.ts';

interface Known {
  encounter: EncounterView;
  proposed: PaperList['proposed'];
  today: Day;
}

/** What a new paper begins with: everything the visit knows already. What is left empty has to be typed. */
export function paperDefaults(kind: PaperKind, { encounter, proposed, today }: Known): PaperForm {
  const diagnosis = diagnosisOf(encounter);
  const days = supplyDays(encounter);
  const examined = dayForPeople(proposed.examinedOn);
  const story = { course: courseOf(encounter), results: encounter.sections.results ?? resultsOf(encounter), treatment: drugsOf(encounter) };
  const forms: Record<PaperKind, PaperForm> = {
    'sick-leave': {
      ...{ days: days > 0 ? String(days) : '', from: examined, cause: 'ordinary', pregnancyWeeks: '', employer: '', diagnosis },
      ...{ socialInsuranceNumber: proposed.socialInsuranceNumber ?? '', treatment: drugsOf(encounter), fatherName: '', motherName: '' },
    },
    referral: {
      ...{ referredTo: '', referredToName: '', reason: '1', clinicalSigns: foundOf(encounter), diagnosis, ...story, condition: '' },
      ...{
        plan: encounter.sections.plan ?? 'Đề nghị tiếp nhận, khám và điều trị tiếp',
        transport: 'Người bệnh tự đi',
        escortName: '',
        escortTitle: '',
      },
    },
    admission: { department: '', reason: encounter.reason, findings: foundOf(encounter), diagnosis, ...story },
    appointment: {
      ...{ purpose: 'examination', day: days > 0 ? dayForPeople(addDays(today, days)) : '', time: '', tests: '', diagnosis },
      note: encounter.advice ?? '',
    },
    'outpatient-record': { from: examined, diagnosis },
  };
  return forms[kind];
}

const standing = ({ prescriptions }: EncounterView) => prescriptions.filter(({ withdrawnAt }) => withdrawnAt === null);

export const diagnosisOf = ({ diagnoses, arrivalDiagnosis }: EncounterView): string =>
  diagnoses.map(({ text, icdCode }) => `${text} (${icdCode})`).join('; ') || (arrivalDiagnosis ?? '');

/** The longest supply that was prescribed: the person comes back, or works again, after it. */
const supplyDays = (encounter: EncounterView): number =>
  Math.max(0, ...standing(encounter).flatMap(({ lines }) => lines.map(({ dosage }) => dosage.days)));

export const drugsOf = (encounter: EncounterView): string =>
  standing(encounter)
    .flatMap(({ lines }) =>
      lines.map(({ drugName, quantity, unit }) => `${drugName} × ${quantityForPaper(quantity)} ${unit.toLowerCase()}`),
    )
    .join('; ');

const resultsOf = ({ orders }: EncounterView): string =>
  orders
    .flatMap(({ state, serviceName, resultText }) =>
      state === 'performed' ? [`${serviceName}${resultText === null ? '' : `: ${resultText}`}`] : [],
    )
    .join('; ');

const joined = (parts: (string | undefined | null)[]): string => parts.filter((part) => part != null && part !== '').join('. ');

/** How it came to this: the story of now, then what the person had before. */
const courseOf = ({ history, reason, sections }: EncounterView): string => joined([history ?? reason, sections.past]);

/** Vital signs, then what the examination found. */
export const foundOf = (encounter: EncounterView): string =>
  joined([signsOf(encounter), encounter.sections.general, encounter.sections.organs]);

/** Vital signs in words, as a clinician writes them down. */
export function signsOf({ vitals }: EncounterView): string {
  const said = (value: string | undefined) => value?.replace('.', ',');
  const pressure = vitals.systolic === undefined ? undefined : `${said(vitals.systolic)}/${said(vitals.diastolic) ?? '?'}`;
  const parts: [string, string | undefined, string][] = [
    ['Mạch', said(vitals.pulse), 'lần/phút'],
    ['HA', pressure, 'mmHg'],
    ['Nhiệt độ', said(vitals.temperature), '°C'],
    ['Nhịp thở', said(vitals['respiratory-rate']), 'lần/phút'],
    ['SpO2', said(vitals['oxygen-saturation']), '%'],
    ['Cân nặng', said(vitals.weight), 'kg'],
  ];
  return parts.flatMap(([name, value, unit]) => (value === undefined ? [] : [`${name} ${value} ${unit}`])).join(', ');
}
