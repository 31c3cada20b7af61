import type { ApprovedItem, ClaimContext } from '../../domain/claims/checks/claim-check.ts';
import { isWithin, localDay, type Day } from '../../domain/dates.ts';
import { printedDrugName } from '../../domain/prescriptions/printed-drug-name.ts';
import { groupRows } from '../group-rows.ts';
import { rows, type Db } from '../knex.ts';

/** The codes that some claims name, each once. */
export interface CatalogueCodes {
  /** MA_THUOC: the insurer's code of the ingredient. */
  drugs: string[];
  services: string[];
  /** MA_VAT_TU. */
  supplies: string[];
  machines: string[];
}

export type FacilityCatalogue = Pick<ClaimContext, 'drugs' | 'supplies' | 'service' | 'machine'>;

/**
 * What the facility has approved of the codes of some claims, read at once and asked by code and day. A list that the facility does not keep (no
 * formulary, no list of supplies, no price list of its own on the day, no machine) is no list: nothing is said of its codes.
 */
export async function readFacilityCatalogue(db: Db, facilityId: string, codes: CatalogueCodes): Promise<FacilityCatalogue> {
  const drugs = await readDrugs(db, facilityId, codes.drugs);
  const supplies = await readSupplies(db, facilityId, codes.supplies);
  const services = await readServices(db, facilityId, codes.services);
  const machines = await readMachines(db, facilityId, codes.machines);
  return { ...drugs, ...supplies, ...services, ...machines };
}

interface ApprovedDrug {
  code: string;
  ingredient: string;
  brand: string | null;
  strength: string;
  parts: number;
  routeCode: string;
  dosageForm: string;
  unit: string;
  unitPrice: string;
  registrationNumber: string | null;
  tender: string | null;
  insuranceRatio: string;
  validFrom: Day;
  validTo: Day | null;
}

async function readDrugs(db: Db, facilityId: string, codes: string[]): Promise<Pick<FacilityCatalogue, 'drugs'>> {
  const [kept] = await rows<{ kept: boolean }>(
    db,
    `SELECT EXISTS (SELECT FROM formulary_items AS f WHERE f.facility_id = :facilityId) AS kept`,
    { facilityId },
  );
  if (kept?.kept !== true) return {};
  const found = await rows<ApprovedDrug>(
    db,
    `SELECT d.insurance_code AS code, d.ingredient, d.brand, d.strength, d.route_code, d.dosage_form, d.unit, f.unit_price,
            COALESCE(f.registration_number, d.registration_number) AS registration_number, f.tender, f.insurance_ratio,
            GREATEST(f.valid_from, d.valid_from) AS valid_from, LEAST(f.valid_to, d.valid_to) AS valid_to,
            (SELECT count(*)::int FROM drug_ingredients AS i WHERE i.drug_code = d.code AND i.valid_from = d.valid_from) AS parts
       FROM drugs AS d
       JOIN formulary_items AS f ON f.facility_id = :facilityId AND f.drug_code = d.code
      WHERE d.insurance_code = ANY (:codes) ORDER BY d.insurance_code, d.code, f.valid_from LIMIT 5000`,
    { facilityId, codes } as never,
  );
  const byCode = groupRows(found, ({ code }) => code);
  const asked = new Set(codes);
  return {
    drugs: (code, day) =>
      asked.has(code)
        ? (byCode.get(code) ?? []).filter(({ validFrom, validTo }) => isWithin(day, validFrom, validTo)).map(itemOf)
        : undefined,
  };
}

function itemOf({ parts, registrationNumber, tender, unitPrice, ...drug }: ApprovedDrug): ApprovedItem {
  const { strength, routeCode, dosageForm, unit, insuranceRatio } = drug;
  return {
    name: printedDrugName({ ...drug, ingredients: Array.from({ length: parts }) }),
    ...{ strength, routeCode, dosageForm, unit, insuranceRatio, price: unitPrice },
    ...{ registrationNumber: registrationNumber ?? undefined, tender: tender ?? undefined },
  };
}

interface ApprovedSupply {
  code: string;
  name: string;
  unit: string;
  price: string;
  tender: string | null;
  insuranceRatio: string;
  productMark: string | null;
  validFrom: Day;
  validTo: Day | null;
}

async function readSupplies(db: Db, facilityId: string, codes: string[]): Promise<Pick<FacilityCatalogue, 'supplies'>> {
  const [kept] = await rows<{ kept: boolean }>(
    db,
    `SELECT EXISTS (SELECT FROM supply_items AS s WHERE s.facility_id = :facilityId) AS kept`,
    { facilityId },
  );
  if (kept?.kept !== true) return {};
  const found = await rows<ApprovedSupply>(
    db,
    `SELECT s.code, s.name, s.unit, LEAST(s.unit_price, s.ceiling_price) AS price, s.tender, s.insurance_ratio, s.product_mark, s.valid_from, s.valid_to
       FROM supply_items AS s WHERE s.facility_id = :facilityId AND s.code = ANY (:codes) ORDER BY s.code, s.valid_from LIMIT 5000`,
    { facilityId, codes } as never,
  );
  const byCode = groupRows(found, ({ code }) => code);
  const asked = new Set(codes);
  return {
    supplies: (code, day) =>
      asked.has(code)
        ? (byCode.get(code) ?? [])
            .filter(({ validFrom, validTo }) => isWithin(day, validFrom, validTo))
            .map(({ name, unit, price, tender, insuranceRatio, productMark }) => ({
              ...{ name, unit, price, insuranceRatio },
              ...{ tender: tender ?? undefined, productMark: productMark ?? undefined },
            }))
        : undefined,
  };
}

interface ApprovedLine {
  code: string;
  name: string;
  price: string;
  validFrom: Day;
  validTo: Day | null;
}

/** Lists of the facility's own alone: the sample prices of its class were approved by nobody. */
async function readServices(db: Db, facilityId: string, codes: string[]): Promise<Pick<FacilityCatalogue, 'service'>> {
  const lists = await rows<{ validFrom: Day; validTo: Day | null }>(
    db,
    `SELECT p.valid_from, p.valid_to FROM price_lists AS p WHERE p.facility_id = :facilityId ORDER BY p.valid_from LIMIT 1000`,
    { facilityId },
  );
  if (lists.length === 0) return {};
  const found = await rows<ApprovedLine>(
    db,
    `SELECT l.code, l.name, l.insurance_price AS price, p.valid_from, p.valid_to
       FROM price_list_lines AS l JOIN price_lists AS p ON p.facility_id = l.facility_id AND p.id = l.list_id
      WHERE l.facility_id = :facilityId AND l.code = ANY (:codes)
      ORDER BY l.code, p.valid_from DESC, p.imported_at DESC LIMIT 5000`,
    { facilityId, codes } as never,
  );
  const byCode = groupRows(found, ({ code }) => code);
  const asked = new Set(codes);
  return {
    service: (code, day) => {
      const isKept = lists.some(({ validFrom, validTo }) => isWithin(day, validFrom, validTo));
      if (!asked.has(code) || !isKept) return undefined;
      return byCode.get(code)?.find(({ validFrom, validTo }) => isWithin(day, validFrom, validTo)) ?? null;
    },
  };
}

interface KnownMachine {
  code: string;
  usedFrom: Day | null;
  usedTo: Day | null;
  retiredAt: string | null;
}

async function readMachines(db: Db, facilityId: string, codes: string[]): Promise<Pick<FacilityCatalogue, 'machine'>> {
  const found = await rows<KnownMachine & { asked: boolean }>(
    db,
    `SELECT m.code, m.used_from, m.used_to, m.retired_at, m.code = ANY (:codes) AS asked
       FROM machines AS m WHERE m.facility_id = :facilityId ORDER BY asked DESC, m.code LIMIT 1000`,
    { facilityId, codes } as never,
  );
  if (found.length === 0) return {};
  const known = new Map(found.map((machine) => [machine.code, machine]));
  return {
    machine: (code, day) => {
      const machine = known.get(code);
      if (machine === undefined) return false;
      const retiredOn = machine.retiredAt === null ? null : localDay(machine.retiredAt);
      return isWithin(day, machine.usedFrom, machine.usedTo) && (retiredOn === null || day <= retiredOn);
    },
  };
}
