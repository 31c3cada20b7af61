import { read } from '../../db/doors.ts';
import { findPatientIdsByNumber, readPatientQuery, searchPatients, summarisePatients } from '../../db/views/patient-search-view.ts';
import { localDay } from '../../domain/dates.ts';
import { parseScan, type CitizenCardScan, type InsuranceCardScan } from '../../domain/patients/parse-scan.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import { communeOfAddress } from './commune-of-address.ts';
import type { PatientSearchAnswer, ScanAnswer } from './patient-schemas.ts';

/** As many as a person looks through; who wants more asks for more, or types another letter. */
const LINES = 10;

/** People that fit what was typed; bounded, without a count of all hits. */
export async function findPatients(ctx: ApiCtx, input: { query: string; limit?: number | undefined }): Promise<PatientSearchAnswer> {
  const limit = input.limit ?? LINES;
  const found = await searchPatients(ctx, readPatientQuery(input.query), limit);
  return { items: found.slice(0, limit), more: found.length > limit };
}

/** What a scanned code says and whom it may mean. */
export async function readScan(ctx: ApiCtx, text: string): Promise<ScanAnswer> {
  const scan = parseScan(text);
  if (scan.kind === 'unreadable') throw rejected(scan.issues);
  const { matches, commune } = await read(ctx, async (tx) => {
    const ids = await findPatientIdsByNumber(tx, numbersOf(scan));
    return {
      matches: await summarisePatients(tx, ids),
      commune: scan.address === undefined ? undefined : await communeOfAddress(tx, scan.address, localDay(ctx.now)),
    };
  });
  return {
    kind: scan.kind,
    person: { ...personOf(scan), communeCode: commune?.code ?? null, communeName: commune?.name ?? null },
    card: scan.kind === 'insurance-card' ? cardOf(scan) : null,
    issues: scan.issues,
    matches,
  };
}

function numbersOf(scan: CitizenCardScan | InsuranceCardScan): string[] {
  if (scan.kind === 'citizen-card') return [scan.citizenId, ...(scan.oldCitizenId === undefined ? [] : [scan.oldCitizenId])];
  // The last ten characters of the long form are the social-insurance number, which the new card prints alone.
  return [scan.cardNumber, scan.cardNumber.slice(-10)];
}

function personOf(scan: CitizenCardScan | InsuranceCardScan): Omit<ScanAnswer['person'], 'communeCode' | 'communeName'> {
  const citizen = scan.kind === 'citizen-card' ? scan : undefined;
  return {
    fullName: scan.fullName,
    sex: scan.sex,
    birthDate: scan.birthDate,
    birthPrecision: scan.birthPrecision,
    citizenId: citizen?.citizenId ?? null,
    oldCitizenId: citizen?.oldCitizenId ?? null,
    addressText: scan.address ?? null,
  };
}

function cardOf(scan: InsuranceCardScan): ScanAnswer['card'] {
  return {
    cardNumber: scan.cardNumber,
    validFrom: scan.validFrom,
    validTo: scan.validTo ?? null,
    registeredFacilityCode: scan.registeredFacilityCode ?? null,
    areaCode: scan.areaCode ?? null,
    fiveYearDate: scan.fiveYearDate ?? null,
  };
}
