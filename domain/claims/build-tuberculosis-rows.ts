import type { Day } from '../dates.ts';
import type { VisitRecord } from '../visits/visit-record.ts';
import { type ClaimRow, claimRow } from './claim-definitions.ts';
import { dayText } from './claim-formats.ts';
import { visitVersion } from './claim-line.ts';

/** A course of treatment of tuberculosis; the words in capitals are the fields. */
export interface TuberculosisCourse {
  /** PHANLOAI_LAO_VITRI: lung, other. */
  site: 1 | 2;
  /** PHANLOAI_LAO_TS: new, relapse, failure, after default, other, unknown. */
  history: 1 | 2 | 3 | 4 | 5 | 6;
  /** PHANLOAI_LAO_HIV: positive, negative, unknown. */
  hiv: 1 | 2 | 3;
  /** PHANLOAI_LAO_VK: proven by bacteria, not. */
  proof: 1 | 2;
  /** PHANLOAI_LAO_KT. */
  resistance: 1 | 2 | 3 | 4 | 5 | 6;
  /** LOAI_DTRI_LAO: none, latent, sensitive, resistant. */
  kind: 0 | 1 | 2 | 3;
  /** PHACDO_DTRI_LAO: 1 to 8 sensitive, 9 to 19 resistant, 20 to 25 latent. */
  regimen: number;
  from: Day;
  /** Absent while it runs. */
  until?: Day;
  /** KET_QUA_DTRI_LAO. */
  result: 1 | 2 | 3 | 4 | 5 | 6;
  hivConfirmedOn?: Day;
  arvFrom?: Day;
  cotrimoxazoleFrom?: Day;
}

const REGIMENS: Readonly<Record<TuberculosisCourse['kind'], readonly [number, number] | undefined>> = {
  0: undefined,
  1: [20, 25],
  2: [1, 8],
  3: [9, 19],
};

/**
 * Table 15. Throws a RangeError for a regimen of another kind of treatment and for an end before the start.
 * Source: docs/legal/insurance.md#claims (QĐ 4750/2023 table 15)
 */
export function buildTuberculosisRows(courses: readonly TuberculosisCourse[], visit: VisitRecord, summary: ClaimRow): ClaimRow[] {
  const person = ['MA_LK', 'MA_BN', 'HO_TEN', 'SO_CCCD', 'MA_CSKCB'];
  return courses.map((course, i) => {
    refuseContradictions(course);
    return claimRow('XML15', visitVersion(visit), {
      ...Object.fromEntries(person.map((name) => [name, summary[name]])),
      STT: String(i + 1),
      PHANLOAI_LAO_VITRI: String(course.site),
      PHANLOAI_LAO_TS: String(course.history),
      PHANLOAI_LAO_HIV: String(course.hiv),
      PHANLOAI_LAO_VK: String(course.proof),
      PHANLOAI_LAO_KT: String(course.resistance),
      LOAI_DTRI_LAO: String(course.kind),
      NGAYBD_DTRI_LAO: dayText(course.from),
      PHACDO_DTRI_LAO: String(course.regimen),
      NGAYKT_DTRI_LAO: dayText(course.until),
      KET_QUA_DTRI_LAO: String(course.result),
      NGAYKD_HIV: dayText(course.hivConfirmedOn),
      BDDT_ARV: dayText(course.arvFrom),
      NGAY_BAT_DAU_DT_CTX: dayText(course.cotrimoxazoleFrom),
    });
  });
}

function refuseContradictions({ kind, regimen, from, until }: TuberculosisCourse): void {
  const range = REGIMENS[kind];
  if (range !== undefined && (regimen < range[0] || regimen > range[1]))
    throw new RangeError('the regimen is not of this kind of treatment');
  if (until !== undefined && until < from) throw new RangeError('a treatment ends before it begins');
}
