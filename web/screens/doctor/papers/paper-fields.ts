import type { PaperKind } from '../../../../domain/papers/paper.ts';
import type { WordKey } from '../../../lib/i18n/i18n.tsx';

/** A field of a paper's form: its name in the paper, its word, and how it is typed. */
export interface PaperField {
  name: string;
  label: WordKey;
  type: 'text' | 'long' | 'day' | 'number' | 'choice' | 'facility';
  optional?: true;
  /** Shown only while another field has this value. */
  when?: [name: string, value: string];
  choices?: readonly (readonly [value: string, label: WordKey])[];
}

const leaveCauses = [
  ['ordinary', 'paper.cause.ordinary'],
  ['tuberculosis', 'paper.cause.tuberculosis'],
  ['miscarriage', 'paper.cause.miscarriage'],
] as const;
const referralReasons = [
  ['1', 'paper.referralReason.1'],
  ['2', 'paper.referralReason.2'],
  ['3', 'paper.referralReason.3'],
] as const;
const purposes = [
  ['examination', 'paper.purpose.examination'],
  ['tests', 'paper.purpose.tests'],
] as const;

const diagnosis: PaperField = { name: 'diagnosis', label: 'paper.diagnosis', type: 'long' };
const course: PaperField = { name: 'course', label: 'paper.course', type: 'long' };
const results: PaperField = { name: 'results', label: 'paper.results', type: 'long', optional: true };
const treatment: PaperField = { name: 'treatment', label: 'paper.treatment', type: 'long', optional: true };

/** The fields of each paper in the order of the form on paper. */
export const paperFields: Record<PaperKind, readonly PaperField[]> = {
  'sick-leave': [
    { name: 'days', label: 'paper.days', type: 'number' },
    { name: 'from', label: 'paper.from', type: 'day' },
    { name: 'cause', label: 'paper.cause', type: 'choice', choices: leaveCauses },
    { name: 'pregnancyWeeks', label: 'paper.pregnancyWeeks', type: 'number', when: ['cause', 'miscarriage'] },
    { name: 'socialInsuranceNumber', label: 'paper.socialInsuranceNumber', type: 'text' },
    { name: 'employer', label: 'paper.employer', type: 'text' },
    diagnosis,
    { name: 'treatment', label: 'paper.treatment', type: 'long' },
    { name: 'fatherName', label: 'paper.fatherName', type: 'text', optional: true },
    { name: 'motherName', label: 'paper.motherName', type: 'text', optional: true },
  ],
  referral: [
    { name: 'referredTo', label: 'paper.referredTo', type: 'facility' },
    { name: 'reason', label: 'paper.referralReason', type: 'choice', choices: referralReasons },
    { name: 'clinicalSigns', label: 'paper.clinicalSigns', type: 'long' },
    course,
    results,
    diagnosis,
    treatment,
    { name: 'condition', label: 'paper.condition', type: 'text' },
    { name: 'plan', label: 'paper.plan', type: 'text' },
    { name: 'transport', label: 'paper.transport', type: 'text' },
    { name: 'escortName', label: 'paper.escortName', type: 'text', optional: true },
    { name: 'escortTitle', label: 'paper.escortTitle', type: 'text', optional: true },
  ],
  admission: [
    { name: 'department', label: 'paper.department', type: 'text' },
    { name: 'reason', label: 'paper.admissionReason', type: 'text' },
    course,
    { name: 'findings', label: 'paper.findings', type: 'long' },
    results,
    diagnosis,
    treatment,
  ],
  appointment: [
    { name: 'purpose', label: 'paper.purpose', type: 'choice', choices: purposes },
    { name: 'day', label: 'paper.day', type: 'day' },
    { name: 'time', label: 'paper.time', type: 'text', optional: true },
    { name: 'tests', label: 'paper.tests', type: 'text', when: ['purpose', 'tests'] },
    diagnosis,
    { name: 'note', label: 'paper.note', type: 'text', optional: true },
  ],
  'outpatient-record': [{ name: 'from', label: 'paper.recordFrom', type: 'day' }, diagnosis],
};

/** As typed: everything is text until it is sent. */
export type PaperForm = Record<string, string>;

export const isShown = ({ when }: PaperField, form: PaperForm): boolean => when === undefined || form[when[0]] === when[1];
