/** Sentences of medical supplies; part of `messagesEn`. */
export const supplyMessagesEn: Record<string, string> = {
  supply_code_format: 'A supply has the insurer’s code: N, two digits and a point, for example N03.05.010.',
  supply_text_too_long: 'This cell is longer than {max} characters.',
  supply_without_tender: 'The supply has no tender. What was bought by tender must name it, or the claim is warned about.',
  supply_later_exists: 'This supply has an entry that begins on that day or later. Choose a later day.',
  supply_not_found: 'There is no such entry in the list of supplies.',
};
