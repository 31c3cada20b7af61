import { present } from '../present.ts';
import { localDay } from '../../domain/dates.ts';
import type { VisitPatient } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { rows } from '../knex.ts';
import type { Closure, Encounter } from '../stores/encounter-store.ts';
import { findFacilityNumbers, findPatients, listIdentifiersOf, type Identifier, type Patient } from '../stores/patient-store.ts';

interface Place {
  encounterId: string;
  communeName: string | null;
  provinceCode: string | null;
  provinceName: string | null;
  nationalityIso: string | null;
}

/** The person of each visit as the facility knows them, with the names of their home at the end of the visit; by visit. */
export async function readPatients(
  tx: ReadTx,
  facilityId: string,
  visits: { encounter: Encounter; closure: Closure }[],
): Promise<Map<string, VisitPatient>> {
  const ids = [...new Set(visits.map(({ encounter }) => encounter.patientId))];
  const patients = new Map((await findPatients(tx, ids)).map((one) => [one.id, one]));
  const identifiers = await listIdentifiersOf(tx, ids);
  const numbers = await findFacilityNumbers(tx, facilityId, ids);
  const asked = visits.map(({ encounter, closure }) => {
    const patient = patients.get(encounter.patientId);
    if (patient === undefined) throw new Error('the patient of a visit is gone');
    return { encounterId: encounter.id, patient, day: localDay(closure.closedAt) };
  });
  const places = new Map((await readPlaces(tx, asked)).map((place) => [place.encounterId, place]));
  return new Map(
    asked.map(({ encounterId, patient }) => {
      const known = { identifiers: identifiers.get(patient.id) ?? [], number: numbers.get(patient.id) ?? '' };
      return [encounterId, toPatient(patient, known, places.get(encounterId))];
    }),
  );
}

async function readPlaces(tx: ReadTx, asked: { encounterId: string; patient: Patient; day: string }[]): Promise<Place[]> {
  return await rows<Place>(
    tx,
    `SELECT q.encounter_id, c.name AS commune_name, c.province_code, p.name AS province_name,
            (SELECT n.attributes ->> 'iso_alpha2' FROM code_entries AS n WHERE n.code_table = 'nationalities' AND n.code = q.nationality
              ORDER BY n.valid_from DESC LIMIT 1) AS nationality_iso
       FROM unnest(CAST(:ids AS uuid[]), CAST(:communes AS text[]), CAST(:nationalities AS text[]), CAST(:days AS date[]))
         AS q(encounter_id, commune, nationality, day)
       LEFT JOIN LATERAL (SELECT * FROM communes AS a WHERE a.code = q.commune AND a.valid_from <= q.day ORDER BY a.valid_from DESC LIMIT 1) AS c ON true
       LEFT JOIN LATERAL (SELECT * FROM provinces AS b WHERE b.code = c.province_code AND b.valid_from <= q.day ORDER BY b.valid_from DESC LIMIT 1) AS p ON true
      ORDER BY q.encounter_id LIMIT :limit`,
    {
      ids: asked.map(({ encounterId }) => encounterId),
      communes: asked.map(({ patient }) => patient.communeCode ?? ''),
      nationalities: asked.map(({ patient }) => patient.nationalityCode),
      days: asked.map(({ day }) => day),
      limit: asked.length,
    } as never,
  );
}

function toPatient(patient: Patient, known: { identifiers: Identifier[]; number: string }, place: Place | undefined): VisitPatient {
  const { fullName, sex, birthDate, birthPrecision, birthTime, phone, guardianName, guardianPhone } = patient;
  return {
    id: patient.id,
    version: patient.version,
    facilityNumber: known.number,
    fullName,
    sex,
    birthDate,
    birthPrecision,
    identifiers: known.identifiers.map(({ system, value, validFrom, validTo }) => ({
      system,
      value,
      from: validFrom,
      ...(validTo === null ? {} : { until: validTo }),
    })),
    address: {
      text: patient.addressText ?? [place?.communeName, place?.provinceName].filter((part) => part != null).join(', '),
      provinceCode: place?.provinceCode ?? '',
      communeCode: patient.communeCode ?? '',
      ...present({ communeName: place?.communeName, provinceName: place?.provinceName }),
    },
    ethnicityCode: patient.ethnicityCode,
    occupationCode: patient.occupationCode,
    nationalityCode: patient.nationalityCode,
    nationalityIso: place?.nationalityIso ?? (patient.nationalityCode === '000' ? 'VN' : ''),
    ...present({ birthTime, phone }),
    ...(guardianName === null ? {} : { guardian: { fullName: guardianName, ...present({ phone: guardianPhone }) } }),
  };
}
