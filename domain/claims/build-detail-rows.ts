import type { VisitRecord } from '../visits/visit-record.ts';
import { type ClaimRow, claimRow } from './claim-definitions.ts';
import { minuteText, quantityText } from './claim-formats.ts';
import { type ClaimLine, commonFields, licenceOf, visitVersion } from './claim-line.ts';

/** Table 2: the drugs of a visit, numbered from 1. Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 2) */
export function buildDrugRows(lines: ClaimLine[], visit: VisitRecord): ClaimRow[] {
  return lines.filter(({ charge }) => charge.kind === 'drug').map((line, i) => drugRow(line, visit, i + 1));
}

/** Table 3: everything but drugs, numbered from 1. Source: docs/legal/insurance.md#claims (QĐ 130/2023 table 3) */
export function buildServiceRows(lines: ClaimLine[], visit: VisitRecord): ClaimRow[] {
  return lines.filter(({ charge }) => charge.kind !== 'drug').map((line, i) => serviceRow(line, visit, i + 1));
}

function drugRow(line: ClaimLine, visit: VisitRecord, number: number): ClaimRow {
  const { charge } = line;
  return claimRow('XML2', visitVersion(visit), {
    ...commonFields(line, visit),
    STT: String(number),
    MA_THUOC: charge.code,
    TEN_THUOC: charge.name,
    HAM_LUONG: charge.drug?.strength,
    DUONG_DUNG: charge.drug?.routeCode,
    DANG_BAO_CHE: charge.drug?.dosageForm,
    LIEU_DUNG: charge.drug?.dosageText,
    CACH_DUNG: charge.drug?.instructionText,
    SO_DANG_KY: charge.drug?.registrationNumber,
    TT_THAU: charge.drug?.tender,
    DON_GIA: quantityText(charge.hospitalPrice),
    NGUON_CTRA: line.scope === '2' ? '4' : '1',
  });
}

function serviceRow(line: ClaimLine, visit: VisitRecord, number: number): ClaimRow {
  const { charge } = line;
  return claimRow('XML3', visitVersion(visit), {
    ...commonFields(line, visit),
    ...(charge.kind === 'supply' ? supplyFields(line) : { MA_DICH_VU: charge.code, TEN_DICH_VU: charge.name }),
    GOI_VTYT: line.package?.number,
    STT: String(number),
    DON_GIA_BV: quantityText(charge.hospitalPrice),
    DON_GIA_BH: quantityText(charge.insurancePrice),
    TYLE_TT_DV: charge.serviceRatio,
    T_TRANTT: line.cap,
    NGUOI_THUC_HIEN: licenceOf(charge.performedById, visit),
    // The portal's sheet wants a code on every row, although the decision lets the principal disease go unsaid.
    MA_BENH: charge.icdCode ?? visit.diagnoses.find(({ rank }) => rank === 1)?.icdCode,
    MA_MAY: charge.machineCode,
    NGAY_KQ: minuteText(charge.resultAt),
  });
}

/** A supply names the service it was used with once that is in the claim too. */
const supplyFields = ({ charge, package: used }: ClaimLine) => ({
  MA_VAT_TU: charge.code,
  TEN_VAT_TU: charge.name,
  MA_DICH_VU: used?.service?.code,
  TT_THAU: charge.supply?.tender,
  MA_HIEU_SP: charge.supply?.productMark,
});
