/** Sentences of sending records to other systems; part of `messagesEn`. */
export const interopMessagesEn: Record<string, string> = {
  fhir_redirected:
    'The server redirects to another address, so nothing is sent. Check the address, or whether the network asks for a log-in.',
  fhir_answer_too_large: 'The answer of the server was too long to be read. It is sent again.',
  fhir_conditional_update_unannounced: 'The server does not announce updates by identifier for {type}.',
  fhir_token_server_unreachable: 'The token server cannot be reached. It is sent again.',
  fhir_token_refused: 'The token server refused (status {status}). Check the client id and the registered key.',
  destination_key_invalid: 'The key file cannot be read, or does not fit the algorithm.',
  destination_has_no_key: 'This destination uses no signing key of ours.',
  entry_limit_invalid: 'The most entries of one transaction is a whole number above zero.',
  client_id_missing: 'The client id that the destination gave is missing.',
  client_secret_missing: 'The client secret that the destination gave is missing.',
  fhir_not_atomic: 'The server runs transactions entry by entry: one that fails may leave a part behind. It is sent step by step.',
  fhir_atomicity_unknown: 'It could not be tried whether the server runs transactions as a whole.',
  visit_not_closed: 'There is no closed visit of this code in the facility.',
  outbox_message_not_found: 'There is no such message.',
  outbox_state_unknown: 'The state is waiting, delivered or refused.',
  visits_not_named: 'No visits were named: one, a range of days, or all.',
};
