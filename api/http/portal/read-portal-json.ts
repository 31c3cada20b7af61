import { z } from 'zod';
import { isDay } from '../../../domain/dates.ts';
import type { NewerCard, PortalAnswer, PortalCard } from '../../../domain/insurance/portal-answer.ts';

/** Products of many years send numbers for texts, blanks and nulls for nothing; a field that makes no sense is a field that is not there. */
const loose = z
  .unknown()
  .transform((value) => (typeof value === 'string' || typeof value === 'number' ? String(value).normalize('NFC').trim() || null : null))
  .catch(null);
/** `dd/MM/yyyy` to `YYYY-MM-DD`. */
const looseDay = loose.transform((text) => toDay(text));
/** The items that have the shape; at most two hundred. */
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.slice(0, 200).flatMap((one) => parsed(item, one)));

function parsed<T extends z.ZodType>(item: T, value: unknown): z.output<T>[] {
  const found = item.safeParse(value);
  return found.success ? [found.data] : [];
}

const Visit = z.object({ maCSKCB: loose, tenCSKCB: loose, ngayVao: loose, ngayRa: loose, tenBenh: loose, kqDieuTri: loose });
const Audit = z.object({ userKT: loose, thoiGianKT: loose, thongBao: loose, maLoi: loose });
const facts = { maThe: loose, hoTen: loose, ngaySinh: loose, gioiTinh: loose, diaChi: loose, maDKBD: loose, tenDKBD: loose };
const period = { gtTheTu: looseDay, gtTheDen: looseDay, maKV: loose, ngayDu5Nam: looseDay, maSoBHXH: loose };
const newer = { maTheMoi: loose, gtTheTuMoi: looseDay, gtTheDenMoi: looseDay, maDKBDMoi: loose, tenDKBDMoi: loose };

/** The answer of KQNhanLichSuKCB2024. Only the result code must be there. Source: docs/legal/insurance.md#portal */
const Answer = z.object({
  // As a number it lost its zeros on the way.
  maKetQua: z
    .union([z.string(), z.number().int().nonnegative()])
    .transform((code) => String(code).trim().padStart(3, '0'))
    .pipe(z.string().regex(/^[0-9A-Za-z]{3,10}$/)),
  ghiChu: loose,
  ...facts,
  ...period,
  ...newer,
  dsLichSuKCB2018: list(Visit),
  dsLichSuKT2018: list(Audit),
});

/** What the portal sent, in our words; undefined when it is no answer of this service. */
export function readPortalJson(body: unknown): PortalAnswer | undefined {
  const parsed = Answer.safeParse(body);
  if (!parsed.success) return undefined;
  const { maKetQua, ghiChu, dsLichSuKCB2018, dsLichSuKT2018 } = parsed.data;
  return {
    resultCode: maKetQua,
    note: ghiChu,
    card: cardOf(parsed.data),
    newerCard: newerOf(parsed.data),
    history: dsLichSuKCB2018.map((visit) => ({
      facilityCode: visit.maCSKCB ?? '',
      facilityName: visit.tenCSKCB,
      admittedOn: momentOf(visit.ngayVao),
      dischargedOn: momentOf(visit.ngayRa),
      diagnosis: visit.tenBenh,
      outcome: visit.kqDieuTri,
    })),
    audits: dsLichSuKT2018.map((audit) => ({
      at: momentOf(audit.thoiGianKT),
      by: audit.userKT,
      code: audit.maLoi,
      message: audit.thongBao,
    })),
  };
}

function cardOf(body: z.output<typeof Answer>): PortalCard | null {
  if (body.maThe === null && body.hoTen === null && body.gtTheTu === null) return null;
  return {
    cardNumber: body.maThe,
    socialInsuranceNumber: body.maSoBHXH,
    fullName: body.hoTen,
    birthDate: body.ngaySinh === null ? null : (toDay(body.ngaySinh) ?? (/^\d{4}$/.test(body.ngaySinh) ? body.ngaySinh : null)),
    sex: sexOf(body.gioiTinh),
    addressText: body.diaChi,
    validFrom: body.gtTheTu,
    validTo: body.gtTheDen,
    registeredFacilityCode: body.maDKBD,
    registeredFacilityName: body.tenDKBD,
    areaCode: body.maKV,
    fiveYearDate: body.ngayDu5Nam,
  };
}

function newerOf(body: z.output<typeof Answer>): NewerCard | null {
  if (body.maTheMoi === null) return null;
  return {
    cardNumber: body.maTheMoi,
    validFrom: body.gtTheTuMoi,
    validTo: body.gtTheDenMoi,
    registeredFacilityCode: body.maDKBDMoi,
    registeredFacilityName: body.tenDKBDMoi,
  };
}

function sexOf(text: string | null): PortalCard['sex'] {
  if (text === '1' || text?.toLowerCase() === 'nam') return 'male';
  return text === '2' || text?.toLowerCase() === 'nữ' ? 'female' : null;
}

function toDay(text: string | null): string | null {
  const found = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '');
  const day = found === null ? '' : `${found[3]}-${found[2]}-${found[1]}`;
  return isDay(day) ? day : null;
}

/** Visits and audits carry `yyyyMMddHHmm` or `dd/MM/yyyy`; the day is what the desk reads, anything else is shown as it came. */
function momentOf(text: string | null): string | null {
  const digits = /^(\d{4})(\d{2})(\d{2})\d{0,6}$/.exec(text ?? '');
  const day = digits === null ? '' : `${digits[1]}-${digits[2]}-${digits[3]}`;
  return isDay(day) ? day : (toDay(text) ?? text);
}
