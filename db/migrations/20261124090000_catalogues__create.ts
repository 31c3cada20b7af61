import type { Knex } from 'knex';

/** Where a row comes from and how far it can be trusted. */
const origin = (table: string) => `source text NOT NULL,
  confidence text NOT NULL CONSTRAINT ${table}_confidence_check CHECK (confidence IN ('sure', 'likely', 'unsure'))`;

/** In force from the first to the last day, both included; an open end is NULL. */
const dated = (table: string) => `valid_from date NOT NULL,
  valid_to date CONSTRAINT ${table}_valid_to_check CHECK (valid_to >= valid_from),
  ${origin(table)}`;

/** Search form of a name and its words: any word finds it through the GIN index, the last one as a prefix by its text. */
const searchable = (expression: string) => `name_folded text GENERATED ALWAYS AS (fold_words(${expression})) STORED,
  tokens text[] GENERATED ALWAYS AS (string_to_array(fold_words(${expression}), ' ')) STORED`;

const icd = `
-- fold_text without punctuation, for words of catalogue names.
CREATE FUNCTION fold_words(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
RETURN btrim(regexp_replace(fold_text(value), '[^a-z0-9]+', ' ', 'g'));

CREATE TABLE icd_versions (version text PRIMARY KEY, name text NOT NULL, ${dated('icd_versions')});
CREATE TABLE icd_chapters (
  version text NOT NULL REFERENCES icd_versions, code text NOT NULL, code_range text NOT NULL, name_vi text NOT NULL, name_en text NOT NULL,
  ${origin('icd_chapters')}, PRIMARY KEY (version, code));
CREATE TABLE icd_blocks (
  version text NOT NULL REFERENCES icd_versions, code text NOT NULL, chapter text NOT NULL, name_vi text NOT NULL, name_en text NOT NULL,
  ${origin('icd_blocks')}, PRIMARY KEY (version, code));
CREATE TABLE icd_codes (
  version text NOT NULL REFERENCES icd_versions,
  code text NOT NULL CONSTRAINT icd_codes_code_check CHECK (code ~ '^[A-Z][0-9]{2}([.][0-9]{1,2}){0,1}$'),
  dual_mark text CONSTRAINT icd_codes_dual_mark_check CHECK (dual_mark IN ('dagger', 'asterisk')),
  name_vi text NOT NULL, name_en text, chapter text, block text, category text NOT NULL,
  not_primary boolean NOT NULL, not_recommended_primary boolean NOT NULL,
  has_subcodes boolean NOT NULL, -- such a code is not used at all, one of its sub-codes is
  mortality_only boolean NOT NULL,
  sex_only text CONSTRAINT icd_codes_sex_only_check CHECK (sex_only IN ('female', 'male')),
  ${origin('icd_codes')},
  ${searchable("name_vi || ' ' || COALESCE(name_en, '')")},
  PRIMARY KEY (version, code));
CREATE INDEX icd_codes_tokens_idx ON icd_codes USING gin (tokens);
CREATE TABLE icd_synonyms (
  version text NOT NULL, code text NOT NULL, term text NOT NULL,
  term_folded text GENERATED ALWAYS AS (fold_words(term)) STORED,
  ${origin('icd_synonyms')}, PRIMARY KEY (version, code, term),
  CONSTRAINT icd_synonyms_version_code_fkey FOREIGN KEY (version, code) REFERENCES icd_codes);
-- Ages as the decision writes them: a number with d (days) or y (years), both ends included.
CREATE TABLE icd_age_edits (
  version text NOT NULL, code text NOT NULL, list text NOT NULL, age_min text, age_max text,
  ${origin('icd_age_edits')}, PRIMARY KEY (version, code, list));
CREATE TABLE icd_dual_pairs (
  version text NOT NULL, dagger_code text NOT NULL, asterisk_code text NOT NULL, primary_for_grouping text,
  ${origin('icd_dual_pairs')}, PRIMARY KEY (version, dagger_code, asterisk_code));`;

const services = `
CREATE TABLE techniques (
  code text NOT NULL, sequence integer NOT NULL, chapter text NOT NULL, chapter_name text NOT NULL, name text NOT NULL,
  equivalent_code text, link_confidence text, ${dated('techniques')}, ${searchable('name')}, PRIMARY KEY (code, valid_from));
CREATE INDEX techniques_tokens_idx ON techniques USING gin (tokens);
CREATE TABLE service_prices (
  code text NOT NULL,
  facility_class text NOT NULL CONSTRAINT service_prices_facility_class_check CHECK (facility_class IN ('class-2', 'class-3', 'station')),
  name text NOT NULL, group_code text NOT NULL, cost_group text NOT NULL, unit text NOT NULL,
  price numeric NOT NULL CONSTRAINT service_prices_price_check CHECK (price >= 0),
  surgery_class text, price_group text, matches_national text, note text,
  ${dated('service_prices')}, ${searchable('name')}, PRIMARY KEY (code, facility_class, valid_from));
CREATE TABLE procedures (code text NOT NULL, name text NOT NULL, chapter text NOT NULL, ${dated('procedures')}, PRIMARY KEY (code, valid_from));
CREATE TABLE technique_procedures (
  technique_code text NOT NULL, procedure_code text NOT NULL, technique_name text NOT NULL, specialty text, former_tier text, surgery_class text,
  ${dated('technique_procedures')}, PRIMARY KEY (technique_code, procedure_code, valid_from));
CREATE TABLE observation_codes (
  loinc text NOT NULL, kind text NOT NULL CONSTRAINT observation_codes_kind_check CHECK (kind IN ('lab', 'vital')),
  name_vi text NOT NULL, loinc_name text NOT NULL, unit text, ucum text, adult_reference text, moh_code text,
  ${dated('observation_codes')}, PRIMARY KEY (loinc, valid_from));`;

const drugs = `
CREATE TABLE drugs (
  code text NOT NULL, ingredient text NOT NULL, inn text NOT NULL, strength text NOT NULL, dosage_form text NOT NULL,
  route_code text NOT NULL, route_name text NOT NULL, unit text NOT NULL, atc_code text,
  insurance_code text, insurance_ingredient text, insurance_code_confidence text, control_class text NOT NULL,
  prescription_type text NOT NULL CONSTRAINT drugs_prescription_type_check CHECK (prescription_type IN ('c', 'n', 'h', 'y', 't')),
  aware_class text, typical_level text, max_daily_dose_adult text, paediatric_limit text, renal_caution boolean NOT NULL,
  pregnancy text, lactation text, brand text, registration_number text, registration_control text,
  review_status text NOT NULL CONSTRAINT drugs_review_status_check CHECK (review_status IN ('unreviewed', 'reviewed')),
  ${dated('drugs')}, ${searchable("ingredient || ' ' || COALESCE(brand, '') || ' ' || strength || ' ' || inn")}, PRIMARY KEY (code, valid_from));
CREATE TABLE drug_ingredients (
  drug_code text NOT NULL, position integer NOT NULL, name text NOT NULL, inn text NOT NULL,
  atc_codes text[] NOT NULL, -- every code the substance is known by; the same substance has several by use
  ${dated('drug_ingredients')}, PRIMARY KEY (drug_code, position, valid_from));
CREATE TABLE insurance_ingredients (code text NOT NULL, name text NOT NULL, observations integer, ${dated('insurance_ingredients')}, PRIMARY KEY (code, valid_from));
CREATE TABLE ingredients (name text NOT NULL, inn text NOT NULL, atc_code text, ${dated('ingredients')}, PRIMARY KEY (name, valid_from));
-- A side is a substance (7 characters of ATC) or a group (shorter); two rows of the decision have no ATC code.
CREATE TABLE interactions (
  code text NOT NULL, severity text NOT NULL, ingredient_a text NOT NULL, inn_a text NOT NULL, atc_a text,
  ingredient_b text NOT NULL, inn_b text NOT NULL, atc_b text, mechanism text, consequence text,
  action text NOT NULL CONSTRAINT interactions_action_check CHECK (action IN
    ('contraindicated', 'contraindicated_in_context', 'separate_or_washout', 'avoid_or_monitor', 'monitor')),
  context_tags text, separation_hours integer, advice text,
  review_status text NOT NULL CONSTRAINT interactions_review_status_check CHECK (review_status IN ('legal', 'unreviewed', 'reviewed')),
  ${dated('interactions')}, PRIMARY KEY (code, valid_from));
CREATE TABLE interaction_groups (
  code text NOT NULL, group_a text NOT NULL, group_b text NOT NULL, mechanism text, consequence text, conditional boolean NOT NULL,
  ${dated('interaction_groups')}, PRIMARY KEY (code, valid_from));
CREATE TABLE drug_routes (
  code text NOT NULL, name text NOT NULL, name_en text NOT NULL, systemic boolean NOT NULL, ${dated('drug_routes')}, PRIMARY KEY (code, valid_from));
CREATE TABLE controlled_substances (
  inn text NOT NULL, class text NOT NULL, annex text NOT NULL, number integer NOT NULL, combination_limit text, prescription_type text NOT NULL,
  ${dated('controlled_substances')}, PRIMARY KEY (inn, class, valid_from));
CREATE TABLE long_term_diseases (
  code text NOT NULL, group_number text NOT NULL, name text NOT NULL, icd_text text, icd_spec text, codes_not_in_tt06 text,
  ${dated('long_term_diseases')}, PRIMARY KEY (code, valid_from));`;

const places = `
CREATE TABLE provinces (code text NOT NULL, name text NOT NULL, full_name text NOT NULL, ${dated('provinces')}, PRIMARY KEY (code, valid_from));
-- Units of before 2025-07-01 point to the unit they became part of.
CREATE TABLE communes (
  code text NOT NULL CONSTRAINT communes_code_check CHECK (code ~ '^[0-9]{5}$'), name text NOT NULL, unit_type text NOT NULL,
  province_code text NOT NULL, district_code text, district_name text, new_code text, new_name text, merge text,
  ${dated('communes')}, ${searchable('name')}, PRIMARY KEY (code, valid_from));
CREATE INDEX communes_new_code_idx ON communes (new_code) WHERE new_code IS NOT NULL;
-- All facilities an insured person can be registered with or referred to; the ones that use this system are in facilities.
CREATE TABLE facility_entries (
  code text NOT NULL CONSTRAINT facility_entries_code_check CHECK (code ~ '^[0-9A-Z]{5}$'), name text NOT NULL, kind text NOT NULL,
  former_tier text, former_district text, former_commune text, commune_code text, commune_name text, commune_confidence text,
  care_level text, successor_code text, note text, ${dated('facility_entries')}, ${searchable('name')}, PRIMARY KEY (code, valid_from));
CREATE TABLE insurance_disease_lists (
  annex text NOT NULL, number integer NOT NULL, name text NOT NULL, icd_spec text, condition text, immediate_benefit boolean NOT NULL,
  excludes_no_specific_treatment boolean NOT NULL, max_age_years integer,
  ${dated('insurance_disease_lists')}, PRIMARY KEY (annex, number, valid_from));
-- Short official code lists: ethnic groups, occupations, nationalities, tables of the insurance.
CREATE TABLE code_entries (
  code_table text NOT NULL, code text NOT NULL, name_vi text, name_en text, attributes jsonb NOT NULL,
  ${dated('code_entries')}, PRIMARY KEY (code_table, code, valid_from),
  CONSTRAINT code_entries_name_check CHECK (name_vi IS NOT NULL OR name_en IS NOT NULL));
CREATE TABLE parameters (code text NOT NULL, value jsonb NOT NULL, ${dated('parameters')}, PRIMARY KEY (code, valid_from));`;

const tables = [
  ...['icd_age_edits', 'icd_dual_pairs', 'icd_synonyms', 'icd_codes', 'icd_blocks', 'icd_chapters', 'icd_versions'],
  ...['techniques', 'service_prices', 'procedures', 'technique_procedures', 'observation_codes'],
  ...['drugs', 'drug_ingredients', 'insurance_ingredients', 'ingredients', 'interactions', 'interaction_groups', 'drug_routes'],
  ...['controlled_substances', 'long_term_diseases', 'provinces', 'communes', 'facility_entries', 'insurance_disease_lists'],
  ...['code_entries', 'parameters'],
].join(', ');

/** Province-wide catalogues: read by all, written only by the owner's loader, never tied to a facility. */
export const up = (knex: Knex) => knex.raw(`${icd}${services}${drugs}${places}\nGRANT SELECT ON ${tables} TO his_app;`);

export const down = (knex: Knex) => knex.raw(`DROP TABLE ${tables}; DROP FUNCTION fold_words(text);`);
