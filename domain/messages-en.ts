/** The second language: the same codes as messages-vi.ts, sentence by sentence. */
export const messagesEn: Record<string, string> = {
  // The person
  name_required: 'The full name is missing. Type it as it stands on the papers.',
  birth_date_required: 'The birth date is missing. Type it, or only the year if unknown.',
  birth_date_impossible: 'This birth date does not exist. Type it again, for example 01021960, 1/2/60 or only 1960.',
  birth_date_future: 'The birth date lies after today. Check the papers and type it again.',
  citizen_id_malformed: 'A citizen number has 12 digits. Check the card and type it again.',
  citizen_id_birth_mismatch: 'The citizen number does not fit the birth year or sex. Check these three fields on the card.',
  phone_malformed: 'A phone number has 10 digits and begins with 0.',
  commune_unknown: 'This commune is not in the catalogue. Type its name and choose it from the list.',
  duplicate_patient: 'This person may already have a record. Look at it before saving a new one.',

  // The insurance card
  card_number_malformed: 'The card number has a wrong form. Type the 15 characters on the card or the 10-digit social insurance number.',
  card_expired: 'The card expired on {validTo}. Ask for the new card or choose "No insurance".',
  card_not_yet_valid: 'The card is valid from {validFrom}. It cannot be used today.',
  card_benefit_digit_mismatch: 'The benefit digit does not fit the group on the card. Check the card number.',
  day_impossible: 'This day does not exist. Type it again as day/month/year.',

  // Scans
  scan_unknown_format: 'The scanned code is not known. Scan again or type the fields.',
  scan_part_count: 'Parts of the scanned code are missing. Scan again, card straight and in good light.',
  scan_hex_broken: 'The name inside the code of the card is broken. Type the name as printed.',
  scan_date_impossible: 'A date in the scanned code does not exist. Compare with the card and type it again.',
  scan_name_garbled: 'The scanned name lost its marks. Compare with the card and mend it.',

  // Vital signs and diagnoses
  vital_implausible: 'The value lies outside what is possible. Check the number and its unit.',
  icd_unknown: 'Code {code} is not in the catalogue in use. Search again and choose from the list.',
  icd_not_primary: 'Code {code} may not be the primary diagnosis. Choose another and keep this one as secondary.',
  icd_has_subcodes: 'Code {code} has more detailed subcodes. Choose the one that fits.',
  icd_mortality_only: 'Code {code} is for causes of death only. Choose another.',
  icd_sex_mismatch: 'Code {code} is not used for this sex. Check the code or the sex of the patient.',
  diagnosis_primary_missing: 'There is no primary diagnosis. Open the Examination tab and choose one.',
  diagnosis_too_many: 'Too many diagnoses: one primary and at most 12 secondary.',

  // The prescription
  drug_unknown: 'This drug is not in the catalogue. Search again and choose from the list.',
  drug_not_checked: 'Interactions of this drug could not be checked. Check it yourself before signing.',
  quantity_not_positive: 'The quantity must be above 0. Type dose and days.',
  quantity_absurd: 'The quantity is unusually large. Check dose and days.',
  interaction_contraindicated: 'These two drugs must not be used together. Remove or change one.',
  interaction_conditional: 'These two drugs must not be used together in some cases. Check, and give a reason if you keep both.',
  interaction_separate: 'These two drugs must be taken apart. Tell the patient when, and give a reason.',
  interaction_major: 'These two drugs interact strongly. Check, and give a reason if you keep both.',
  allergy_match: 'The patient is allergic to this drug. Choose another.',
  allergy_class: 'The patient is allergic to a drug of this class. Check, and give a reason if you keep it.',
  allergies_never_asked: 'The patient was never asked about allergies. Ask, then enter one or choose "No allergies".',
  duplicate_ingredient: 'Two lines hold the same ingredient. Remove one, or give a reason.',
  days_limit: 'More days than allowed ({max} days). Lower the days.',
  prescriber_licence_missing: 'This account has no practising licence number and cannot sign. Tell the administrator.',

  // The visit, its orders, its queue
  encounter_not_open: 'This visit is no longer open. Look at the waiting list again.',
  encounter_already_closed: 'This visit is closed and can no longer be changed.',
  order_not_performed: 'Some orders are not performed. Mark them performed or cancel them before closing.',
  queue_empty: 'Nobody is waiting for this room.',

  // The door and the line
  stale_version: 'Someone else has just changed this record. Look at the differences and save again.',
  not_found: 'Not found. It may belong to another facility now.',
  forbidden: 'This account may not do this. Ask the administrator if it should.',
  unauthenticated: 'The session has ended. Log in again; what you typed is kept.',
  wrong_credentials: 'User name or password is wrong. Type them again.',
  account_locked: 'The account is locked for a while after several wrong passwords. Wait some minutes or ask the administrator.',
  facility_required: 'Choose the facility you work at.',
  idempotency_key_reused: 'This form was already sent with other content. Look at what was saved before sending again.',
  idempotency_key_missing: 'The request lacks the key that prevents sending twice. Reload the page and save again.',
  malformed: 'What was sent has a wrong form. Check the marked fields.',
  body_too_large: 'What was sent is too long. Shorten it and save again.',
  too_many_requests: 'Sent too fast. Wait a moment and try again.',
  unavailable: 'The server is busy or under maintenance. Wait a moment and try again.',
  internal_error: 'The server met an error. Try again; if it stays, tell the administrator the request number.',
};
