/**
 * The last fence: what a broken constraint means to the person at the desk. Every UNIQUE, FK and EXCLUDE a user's input can
 * break stands here; CHECK constraints are fences against our own bugs and stay internal errors.
 */
export const constraintErrors: Record<string, { code: string; path: string; status: 409 | 422 }> = {
  patients_pkey: { code: 'already_exists', path: 'id', status: 409 },
  encounters_pkey: { code: 'already_exists', path: 'visit.id', status: 409 },
  insurance_cards_pkey: { code: 'already_exists', path: 'card.id', status: 409 },
  queue_tickets_pkey: { code: 'already_exists', path: 'id', status: 409 },
  displays_pkey: { code: 'already_exists', path: 'id', status: 409 },
  desk_tickets_pkey: { code: 'already_exists', path: 'id', status: 409 },
  appointments_pkey: { code: 'already_exists', path: 'id', status: 409 },
  appointments_booked_key: { code: 'appointment_exists', path: 'day', status: 409 },
  document_prints_pkey: { code: 'already_exists', path: 'id', status: 409 },
  allergies_pkey: { code: 'already_exists', path: 'id', status: 409 },
  patient_merges_pkey: { code: 'already_exists', path: 'id', status: 409 },
  diagnoses_pkey: { code: 'already_exists', path: 'items', status: 409 },
  service_orders_pkey: { code: 'already_exists', path: 'id', status: 409 },
  prescriptions_pkey: { code: 'already_exists', path: 'id', status: 409 },
  prescription_lines_pkey: { code: 'already_exists', path: 'lines', status: 409 },
  eligibility_checks_pkey: { code: 'already_exists', path: 'id', status: 409 },
  encounter_coverages_pkey: { code: 'already_exists', path: 'id', status: 409 },
  payer_changes_pkey: { code: 'already_exists', path: 'id', status: 409 },
  claim_exports_pkey: { code: 'already_exists', path: 'id', status: 409 },
  users_username_key: { code: 'username_taken', path: 'username', status: 409 },
  facilities_code_key: { code: 'facility_code_taken', path: 'code', status: 409 },
  destinations_name_key: { code: 'destination_name_taken', path: 'name', status: 409 },
};
