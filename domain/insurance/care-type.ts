/** MA_LOAI_KCB 03 inpatient, 04 day inpatient, 06 kept at a station or clinic, 09 inpatient under four hours (QĐ 824/2023, 1804/2026). */
const INPATIENT_CARE: readonly string[] = ['03', '04', '06', '09'];

/** True when the type of care counts as a stay for route percents. `careType` is the two-digit code. Source: docs/legal/insurance.md#arrival */
export const isInpatientCare = (careType: string): boolean => INPATIENT_CARE.includes(careType);
