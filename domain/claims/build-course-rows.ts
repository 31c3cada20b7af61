import type { VisitRecord } from '../visits/visit-record.ts';
import { type ClaimRow, claimRow } from './claim-definitions.ts';
import type { CourseNote, CourseVitals } from './claim-facts.ts';
import { listText, minuteText } from './claim-formats.ts';
import { visitVersion } from './claim-line.ts';

/** Treatment over days: outpatient treatment, inpatient, day, chronic, commune beds. An examination (01) and a pick-up (07) have no course. */
const WITH_COURSE: readonly string[] = ['02', '03', '04', '05', '06', '08', '09'];

/**
 * Table 5: the notes of a treatment, for the types of care that have a course.
 * Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 5)
 */
export function buildCourseRows(notes: readonly CourseNote[], visit: VisitRecord): ClaimRow[] {
  const version = visitVersion(visit);
  if (!WITH_COURSE.includes(visit.encounter.careType)) return [];
  return notes.map((note, i) =>
    claimRow('XML5', version, {
      MA_LK: visit.encounter.code,
      STT: String(i + 1),
      DIEN_BIEN_LS: [note.text, vitalsText(note.vitals)].filter((part) => part !== '').join(' '),
      GIAI_DOAN_BENH: note.stage,
      HOI_CHAN: note.consultation,
      PHAU_THUAT: note.surgery,
      THOI_DIEM_DBLS: minuteText(note.at),
      NGUOI_THUC_HIEN: listText(note.writerLicences),
    }),
  );
}

/**
 * Vital signs in the notation of the decision, `CSST<M75_T37_HA120/70_NT18_SP98_HL2>`; what was not measured is left out, nothing measured is empty.
 * Source: docs/legal/insurance.md#claims (QĐ 4750/2023 table 5, DIEN_BIEN_LS)
 */
export function vitalsText(vitals: CourseVitals = {}): string {
  const { pulse, temperature, systolic, diastolic, respiratoryRate, oxygenSaturation, careLevel } = vitals;
  const pressure = systolic === undefined || diastolic === undefined ? undefined : `${systolic}/${diastolic}`;
  const signs = [
    ...[sign('M', pulse), sign('T', temperature), sign('HA', pressure)],
    ...[sign('NT', respiratoryRate), sign('SP', oxygenSaturation), sign('HL', careLevel)],
  ].flat();
  return signs.length === 0 ? '' : `CSST<${signs.join('_')}>`;
}

const sign = (letters: string, value: string | number | undefined): string[] => (value === undefined ? [] : [`${letters}${value}`]);
