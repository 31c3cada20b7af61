/** One catalogue file: its header names columns of the table, its key is the table's primary key. */
export interface ReferenceFile {
  file: string;
  table: string;
  key: string[];
  /** Shape of each column that holds codes. A spreadsheet that took them for numbers has eaten their zeros: refused. */
  codes: Record<string, RegExp>;
  /** May be absent: written by somebody else, or later. */
  optional?: true;
}

const ICD = /^[A-Z]\d{2}(\.\d{1,2})?$/;
const ATC = /^([A-Z]\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$/;
const TECHNIQUE = /^(\d{2}\.\d{3,4}b?\.\d{4})?$/;
const INSURANCE_INGREDIENT = /^(40\.\d+(\.\d+)?)?$/;
const INDICATOR = /^[A-Z][A-Z0-9%-]*$/;
const COMMUNE = /^(\d{5})?$/;
const PARAMETER = /^[a-z][A-Za-z0-9_.-]*[A-Za-z0-9]$/;
/** `table:code`, so that each list has its own shape; the last line is for the short tables of the insurance. */
const CODE_ENTRY = new RegExp(
  `^(${[
    'ethnic-groups:\\d{2}',
    'occupations:\\d{5}',
    'occupations-vsco-2020:\\d{1,2}',
    'occupations-moh-4069:\\d{2}',
    'nationalities:\\d{3}',
    'countries:[A-Z]{2}',
    'MA_LOAI_KCB:\\d{2}',
    'MA_DOITUONG_KCB:\\d{1,2}(\\.\\d{1,2})?',
    'MA_KHOA:K\\d{2}(\\.\\d)?',
    'PORTAL_CARD_CODES:\\d{3,4}',
    '(?!MA_LOAI_KCB|MA_DOITUONG_KCB|MA_KHOA|PORTAL_CARD_CODES)[A-Z_]+:[0-9A-Za-z]{1,5}',
  ].join('|')})$`,
);

const dated = (file: string, table: string, key: string[], codes: Record<string, RegExp>): ReferenceFile => ({
  file,
  table,
  key: [...key, 'valid_from'],
  codes,
});
const ofIcd = (file: string, table: string, key: string[], codes: Record<string, RegExp>): ReferenceFile => ({
  file,
  table,
  key: ['version', ...key],
  codes,
});
const codeEntries = (file: string): ReferenceFile => dated(file, 'code_entries', ['code_table', 'code'], { 'code_table:code': CODE_ENTRY });

/** In the order of loading: what others point to comes first. */
export const referenceFiles: ReferenceFile[] = [
  ofIcd('icd-versions.csv', 'icd_versions', [], {}),
  ofIcd('icd-chapters.csv', 'icd_chapters', ['code'], { code: /^[IVX]+$/ }),
  ofIcd('icd-blocks.csv', 'icd_blocks', ['code'], { code: /^[A-Z]\d{2}-[A-Z]\d{2}$/ }),
  ofIcd('icd-codes.csv', 'icd_codes', ['code'], { code: ICD, category: /^[A-Z]\d{2}$/ }),
  ofIcd('icd-synonyms.csv', 'icd_synonyms', ['code', 'term'], { code: ICD }),
  ofIcd('icd-age-edits.csv', 'icd_age_edits', ['code', 'list'], { code: ICD, age_min: /^(\d+[dy])?$/, age_max: /^(\d+[dy])?$/ }),
  ofIcd('icd-dual-pairs.csv', 'icd_dual_pairs', ['dagger_code', 'asterisk_code'], { dagger_code: ICD, asterisk_code: ICD }),
  dated('techniques.csv', 'techniques', ['code'], { code: /^(BS_)?\d{1,2}\.\d{1,4}b?$/, chapter: /^\d{2}$/, equivalent_code: TECHNIQUE }),
  dated('service-prices.csv', 'service_prices', ['code', 'facility_class'], {
    code: /^(\d{2}\.\d{2}|K\d{2}\.N[OG]\d|\d{2}\.\d{4}\.\d{4}(_GT)?)$/,
    cost_group: /^\d{1,2}$/,
    price_group: /^(\d{4})?$/,
  }),
  dated('procedures.csv', 'procedures', ['code'], { code: /^\d{2}\.\d{1,2}$/ }),
  dated('technique-procedures.csv', 'technique_procedures', ['technique_code', 'procedure_code'], {
    technique_code: TECHNIQUE,
    procedure_code: /^\d{2}\.\d{1,2}$/,
  }),
  dated('observation-codes.csv', 'observation_codes', ['loinc'], { loinc: /^\d{3,5}-\d$/ }),
  dated('lab-indicators.csv', 'lab_indicators', ['code'], { code: INDICATOR, loinc: /^(\d{3,5}-\d)?$/ }),
  dated('lab-services.csv', 'lab_services', ['service_code'], { service_code: TECHNIQUE }),
  dated('lab-ranges.csv', 'lab_ranges', ['indicator_code', 'sequence'], { indicator_code: INDICATOR }),
  dated('drug-routes.csv', 'drug_routes', ['code'], { code: /^\d\.\d{2}$/ }),
  dated('ingredients.csv', 'ingredients', ['name'], { atc_code: ATC }),
  dated('insurance-ingredients.csv', 'insurance_ingredients', ['code'], { code: INSURANCE_INGREDIENT }),
  dated('drugs.csv', 'drugs', ['code'], {
    code: /^T\d{3}$/,
    route_code: /^\d\.\d{2}$/,
    atc_code: ATC,
    insurance_code: INSURANCE_INGREDIENT,
  }),
  dated('drug-ingredients.csv', 'drug_ingredients', ['drug_code', 'position'], { drug_code: /^T\d{3}$/ }),
  dated('interactions.csv', 'interactions', ['code'], { code: /^(QD5948|SEV)-\d{3}$/, atc_a: ATC, atc_b: ATC }),
  dated('interaction-groups.csv', 'interaction_groups', ['code'], { code: /^QD5948-G\d{2}$/ }),
  dated('interaction-group-members.csv', 'interaction_group_members', ['group_code', 'side', 'atc_code'], {
    group_code: /^QD5948-G\d{2}$/,
    atc_code: ATC,
  }),
  dated('controlled-substances.csv', 'controlled_substances', ['inn', 'class'], {}),
  dated('long-term-diseases.csv', 'long_term_diseases', ['code'], { code: /^\d{1,3}$/ }),
  dated('insurance-disease-lists.csv', 'insurance_disease_lists', ['annex', 'number'], { annex: /^(I|II|III|IV)$/ }),
  dated('provinces.csv', 'provinces', ['code'], { code: /^\d{2}$/ }),
  dated('communes.csv', 'communes', ['code'], {
    code: /^\d{5}$/,
    province_code: /^\d{2}$/,
    district_code: /^(\d{3})?$/,
    new_code: COMMUNE,
  }),
  dated('facility-entries.csv', 'facility_entries', ['code'], { code: /^\d{5}$/, commune_code: COMMUNE }),
  codeEntries('ethnic-groups.csv'),
  codeEntries('occupations.csv'),
  codeEntries('nationalities.csv'),
  codeEntries('insurance-codes.csv'),
  dated('growth-standards.csv', 'growth_standards', ['indicator', 'sex', 'month'], {}),
  dated('growth-by-length.csv', 'growth_by_length', ['indicator', 'sex', 'length_cm'], {}),
  dated('starter-templates.csv', 'starter_templates', ['code', 'section'], { code: /^[a-z][a-z0-9]{0,11}$/ }),
  dated('parameters-prescribing.csv', 'parameters', ['code'], { code: PARAMETER }),
  dated('parameters-papers.csv', 'parameters', ['code'], { code: PARAMETER }),
  dated('parameters-sending.csv', 'parameters', ['code'], { code: PARAMETER }),
  dated('parameters-blood.csv', 'parameters', ['code'], { code: PARAMETER }),
  { ...dated('parameters.csv', 'parameters', ['code'], { code: PARAMETER }), optional: true },
];
