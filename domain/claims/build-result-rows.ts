import type { VisitRecord } from '../visits/visit-record.ts';
import { type ClaimRow, claimRow, type ClaimVersion } from './claim-definitions.ts';
import type { ClaimResult } from './claim-facts.ts';
import { minuteText } from './claim-formats.ts';
import { visitVersion } from './claim-line.ts';

type Cells = Readonly<Record<string, string | undefined>>;

/**
 * Table 4: a row for every value, or one for a result in words. Only of services that are in the bill: the insurer matches them with table 3.
 * The conclusion stays empty where a value says it. Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 4)
 */
export function buildResultRows(results: readonly ClaimResult[], visit: VisitRecord): ClaimRow[] {
  const charged = new Set(visit.charges.map(({ code }) => code));
  const version = visitVersion(visit);
  return results
    .filter(({ serviceCode }) => charged.has(serviceCode))
    .flatMap((result) => cellsOf(result, version))
    .map((cells, i) => claimRow('XML4', version, { ...cells, MA_LK: visit.encounter.code, STT: String(i + 1) }));
}

function cellsOf(result: ClaimResult, version: ClaimVersion): Cells[] {
  const common = { MA_DICH_VU: result.serviceCode, NGAY_KQ: minuteText(result.approvedAt), MA_BS_DOC_KQ: result.readerLicence };
  if (result.values.length === 0) {
    const words = { TEN_CHI_SO: result.serviceName, MO_TA: result.description, KET_LUAN: result.conclusion };
    return [{ ...common, ...words, MA_CHI_SO: indicatorCode({ code: '', name: result.serviceName }, version) }];
  }
  return result.values.map((value) => ({
    ...common,
    MA_CHI_SO: indicatorCode(value, version),
    TEN_CHI_SO: value.name,
    GIA_TRI: value.value,
    DON_VI_DO: value.unit,
    MO_TA: result.description,
  }));
}

/** Without a code of the list the name stands in from QĐ 3176 on (likely); before, the field is empty. */
function indicatorCode({ code, name }: { code: string; name: string }, version: ClaimVersion): string {
  return code === '' && version !== '4750' ? name : code;
}
