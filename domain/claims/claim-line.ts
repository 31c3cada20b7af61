import { localDay } from '../dates.ts';
import { compare, type Decimal, isZero } from '../money.ts';
import { computeLineCost } from '../insurance/split-line.ts';
import { supplyPackages, type SupplyPackage } from '../insurance/supply-packages.ts';
import type { BillAmounts, ChargeLine, OtherSourceKind, VisitRecord } from '../visits/visit-record.ts';
import { type ClaimVersion, claimVersionAt } from './claim-definitions.ts';
import { minuteText, quantityText } from './claim-formats.ts';

/** Fee for service; capitation and case payment have no contract form here yet. */
export const FEE_FOR_SERVICE = '1';

/** MA_THUOC of a drug outside the insurer's list. Source: docs/legal/insurance.md#claims (QĐ 4750/2023) */
export const OUTSIDE_LIST = '00.0000';

/** A charge with its shares, as both detail tables need it. */
export interface ClaimLine {
  charge: ChargeLine;
  share: BillAmounts & { benefitRate: Decimal };
  /** PHAM_VI. */
  scope: string;
  /** TYLE_TT_BH in percent. */
  insuranceRatio: Decimal;
  /** T_TRANTT in dong where the supplies of one service were capped. */
  cap: Decimal | undefined;
  /** Of a supply that was used with a service, and of that service. */
  package?: SupplyPackage | undefined;
}

/** The version of the tables of a visit: that of the day it ends. Source: docs/legal/insurance.md#claims */
export const visitVersion = ({ encounter }: VisitRecord): ClaimVersion => claimVersionAt(localDay(encounter.endedAt));

/** True when the visit is claimed: it has a card and is not of category 9. Source: docs/legal/insurance.md#claims */
export const isInsuredVisit = (visit: VisitRecord): boolean => visit.coverages.length > 0 && visit.encounter.arrivalCategory !== '9';

/**
 * The charges of a visit with the shares of its bill, in their sequence. Throws a RangeError when a charge has no share: the bill is older than
 * the charges. Source: docs/legal/insurance.md#lines
 */
export function claimLines(visit: VisitRecord): ClaimLine[] {
  const shares = new Map(visit.bill.lines.map((line) => [line.chargeId, line]));
  const packages = supplyPackages(visit.charges);
  return visit.charges.map((charge) => {
    const share = shares.get(charge.id);
    if (share === undefined) throw new RangeError('a charge has no line in the bill');
    return { ...claimLine(charge, share, isInsuredVisit(visit)), package: packages.get(charge.orderId ?? '') };
  });
}

function claimLine(charge: ChargeLine, share: ClaimLine['share'], insured: boolean): ClaimLine {
  const full = computeLineCost(charge).insuranceAmount;
  // Nothing of the line is in scope although its own ratio says so: no card on that day. The row must say it too, or the insurer's product fails.
  const isOutside = !insured || (isZero(share.insuranceAmount) && !isZero(full));
  if (isOutside) return { charge, share, scope: '2', insuranceRatio: '0', cap: undefined };

  const isCapped = charge.kind === 'supply' && isZero(share.otherSourceAmount) && compare(share.insuranceAmount, full) < 0;
  const cap = isCapped ? share.insuranceAmount : undefined;
  return { charge, share, scope: charge.scope, insuranceRatio: charge.insuranceRatio, cap };
}

/** The fields that tables 2 and 3 share by name and meaning. */
export function commonFields(line: ClaimLine, visit: VisitRecord): Record<string, string> {
  const { charge, share } = line;
  return {
    MA_LK: visit.encounter.code,
    MA_NHOM: charge.costGroup,
    DON_VI_TINH: charge.unit,
    PHAM_VI: line.scope,
    TYLE_TT_BH: line.insuranceRatio,
    SO_LUONG: quantityText(charge.quantity),
    THANH_TIEN_BV: share.hospitalAmount,
    THANH_TIEN_BH: share.insuranceAmount,
    ...otherSources(share.otherSourceAmount, charge.otherSourceKind),
    MUC_HUONG: share.benefitRate,
    T_BNTT: share.selfPayAmount,
    T_BNCCT: share.copayAmount,
    T_BHTT: share.fundAmount,
    MA_KHOA: charge.departmentCode,
    MA_BAC_SI: licenceOf(charge.orderedById, visit),
    NGAY_YL: minuteText(charge.orderedAt),
    NGAY_TH_YL: minuteText(charge.performedAt),
    MA_PTTT: FEE_FOR_SERVICE,
  };
}

/** Practice licence of somebody named in the record; empty when the person is unknown or unlicensed, which the check reports. */
export function licenceOf(practitionerId: string | undefined, visit: VisitRecord): string {
  return visit.practitioners.find(({ id }) => id === practitionerId)?.licence ?? '';
}

const SOURCE_FIELDS: Readonly<Record<OtherSourceKind, string>> = {
  state: 'T_NGUONKHAC_NSNN',
  foreign: 'T_NGUONKHAC_VTNN',
  domestic: 'T_NGUONKHAC_VTTN',
  other: 'T_NGUONKHAC_CL',
};

/** All of it stands in the field of its source; where nobody told the source it is "any other". */
function otherSources(amount: Decimal, kind: OtherSourceKind = 'other'): Record<string, string> {
  const none = Object.fromEntries(Object.values(SOURCE_FIELDS).map((name) => [name, '0']));
  return { ...none, [SOURCE_FIELDS[kind]]: amount, T_NGUONKHAC: amount };
}
