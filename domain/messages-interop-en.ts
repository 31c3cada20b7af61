/** Sentences of sending records to other systems; part of `messagesEn`. */
export const interopMessagesEn: Record<string, string> = {
  fhir_redirected:
    'The server redirects to another address, so nothing is sent. Check the address, or whether the network asks for a log-in.',
  fhir_answer_too_large: 'The answer of the server was too long to be read. It is sent again.',
  fhir_conditional_update_unannounced: 'The server does not announce updates by identifier for {type}.',
};
