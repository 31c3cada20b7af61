import type { Day } from '../../domain/dates.ts';
import { interactionKeys } from '../../domain/prescriptions/check-interactions.ts';
import type { DrugIngredient, Interaction, PrescribingDrug } from '../../domain/prescriptions/prescribing-facts.ts';
import { printedDrugName } from '../../domain/prescriptions/printed-drug-name.ts';
import { rows, type Db } from '../knex.ts';
import { boundedLimit, searchWords } from './search-words.ts';

export interface DrugEntry {
  code: string;
  ingredient: string;
  brand: string | null;
  strength: string;
  form: string;
  unit: string;
  routeCode: string;
  routeName: string;
  atcCode: string | null;
  insuranceCode: string | null;
  registrationNumber: string | null;
  controlClass: string;
}

/** A catalogue drug with what the prescription check needs; `name` is the printed one. */
export interface CatalogueDrug extends DrugEntry, PrescribingDrug {
  inn: string;
  /** What the registration number says of its control: `toxic`, `narcotic` …; null = nothing. */
  registrationControl: string | null;
}

/** What the list says about a pair, for the doctor who is warned. */
export interface InteractionText {
  id: string;
  ingredientA: string;
  ingredientB: string;
  mechanism: string | null;
  consequence: string | null;
  advice: string | null;
  source: string;
  reviewStatus: string;
}

const entry = `d.code, d.ingredient, d.brand, d.strength, d.dosage_form AS form, d.unit, d.route_code, d.route_name, d.atc_code,
  d.insurance_code, d.registration_number, d.control_class`;
const inForce = (alias: string): string => `${alias}.valid_from <= :day AND (${alias}.valid_to IS NULL OR ${alias}.valid_to >= :day)`;

/**
 * Drugs by code or by words of ingredient, brand, strength or INN in any order; first what the facility gives,
 * then names that begin so, single ingredients, what is swallowed and tablets.
 */
export async function searchDrugs(db: Db, search: { query: string; day: Day; limit: number; facilityId?: string }): Promise<DrugEntry[]> {
  const words = searchWords(search.query);
  if (words === undefined) return [];
  return await rows<DrugEntry>(
    db,
    `SELECT ${entry} FROM drugs AS d
      WHERE ${inForce('d')} AND (d.code LIKE :code OR (d.tokens @> CAST(:whole AS text[]) AND ' ' || d.name_folded LIKE :last))
      ORDER BY EXISTS (SELECT 1 FROM formulary_items AS f
                      WHERE f.facility_id = CAST(:facilityId AS uuid) AND f.drug_code = d.code AND ${inForce('f')}) DESC,
               (d.name_folded LIKE :start) DESC, position('+' IN d.ingredient) > 0,
               d.route_code = '1.01' DESC, d.dosage_form LIKE 'Viên%' DESC, d.ingredient, d.strength, d.code
      LIMIT :limit`,
    { ...words, day: search.day, limit: boundedLimit(search.limit), facilityId: search.facilityId ?? null } as never,
  );
}

/** Drugs by code as of a day; a code that is not in force is absent. */
export async function findDrugs(db: Db, codes: string[], day: Day): Promise<Map<string, CatalogueDrug>> {
  const found = await rows<Omit<CatalogueDrug, 'name'>>(
    db,
    // A route that is not on file counts as systemic: rather one warning too many.
    `SELECT ${entry}, d.inn, d.prescription_type, d.max_daily_dose_adult AS max_daily_dose, d.paediatric_limit, d.renal_caution, d.pregnancy,
            d.lactation, d.aware_class, d.registration_control, COALESCE(r.systemic, true) AS systemic, COALESCE(i.ingredients, '[]'::json) AS ingredients
       FROM drugs AS d
       LEFT JOIN drug_routes AS r ON r.code = d.route_code AND ${inForce('r')}
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('name', g.name, 'atcCodes', g.atc_codes) ORDER BY g.position) AS ingredients
           FROM drug_ingredients AS g WHERE g.drug_code = d.code AND ${inForce('g')}
       ) AS i ON true
      WHERE d.code = ANY (:codes) AND ${inForce('d')}
      ORDER BY d.code LIMIT 2000`,
    { codes, day } as never,
  );
  return new Map(found.map((drug) => [drug.code, { ...drug, name: printedDrugName(drug) }]));
}

/** Pairs of which both sides are among some substances, or groups they belong to, as of a day. */
export async function readInteractions(db: Db, ingredients: DrugIngredient[], day: Day): Promise<Interaction[]> {
  const keys = [...new Set(ingredients.flatMap(interactionKeys))];
  return await rows<Interaction>(
    db,
    `SELECT x.code AS id, x.key_a AS atc_a, x.key_b AS atc_b, x.action, x.separation_hours
       FROM (SELECT i.*, COALESCE(i.atc_a, 'name:' || fold_text(i.ingredient_a)) AS key_a, COALESCE(i.atc_b, 'name:' || fold_text(i.ingredient_b)) AS key_b
               FROM interactions AS i) AS x
      WHERE x.key_a = ANY (:keys) AND x.key_b = ANY (:keys) AND ${inForce('x')}
      UNION ALL
     SELECT g.code, a.atc_code, b.atc_code, CASE WHEN g.conditional THEN 'contraindicated_in_context' ELSE 'contraindicated' END, NULL
       FROM interaction_groups AS g
       JOIN interaction_group_members AS a ON a.group_code = g.code AND a.side = 'a' AND a.atc_code = ANY (:keys) AND ${inForce('a')}
       JOIN interaction_group_members AS b ON b.group_code = g.code AND b.side = 'b' AND b.atc_code = ANY (:keys) AND ${inForce('b')}
      WHERE ${inForce('g')}
      ORDER BY 1, 2, 3 LIMIT 5000`,
    { keys, day } as never,
  );
}

/** The wording of interactions that were found, by id. */
export async function findInteractionTexts(db: Db, ids: string[], day: Day): Promise<Map<string, InteractionText>> {
  const found = await rows<InteractionText>(
    db,
    `SELECT x.code AS id, x.ingredient_a, x.ingredient_b, x.mechanism, x.consequence, x.advice, x.source, x.review_status
       FROM interactions AS x WHERE x.code = ANY (:ids) AND ${inForce('x')}
      UNION ALL
     SELECT g.code, g.group_a, g.group_b, g.mechanism, g.consequence, NULL, g.source, 'legal'
       FROM interaction_groups AS g WHERE g.code = ANY (:ids) AND ${inForce('g')}
      ORDER BY 1 LIMIT 500`,
    { ids, day } as never,
  );
  return new Map(found.map((text) => [text.id, text]));
}

export interface DrugName {
  /** As printed. */
  name: string;
  unit: string;
  prescriptionType: string;
}

/** How drugs are called, whether still in force or not: stock and books outlive the catalogue. The last entry of a code counts. */
export async function nameDrugs(db: Db, codes: string[]): Promise<Map<string, DrugName>> {
  if (codes.length === 0) return new Map();
  const found = await rows<DrugEntry & { inn: string; prescriptionType: string; ingredients: { name: string }[] }>(
    db,
    `SELECT DISTINCT ON (d.code) ${entry}, d.inn, d.prescription_type,
            COALESCE((SELECT json_agg(json_build_object('name', g.name) ORDER BY g.position) FROM drug_ingredients AS g
                       WHERE g.drug_code = d.code AND g.valid_from <= d.valid_from AND (g.valid_to IS NULL OR g.valid_to >= d.valid_from)), '[]'::json)
              AS ingredients
       FROM drugs AS d WHERE d.code = ANY (:codes) ORDER BY d.code, d.valid_from DESC LIMIT 2000`,
    { codes } as never,
  );
  return new Map(
    found.map((drug) => [drug.code, { name: printedDrugName(drug), unit: drug.unit, prescriptionType: drug.prescriptionType }]),
  );
}
