/** Sentences of medical supplies; part of `messagesEn`. */
export const supplyMessagesEn: Record<string, string> = {
  supply_code_format: 'A supply has the insurer’s code: N, two digits and a point, for example N03.05.010.',
  supply_text_too_long: 'This cell is longer than {max} characters.',
  supply_without_tender: 'The supply has no tender. What was bought by tender must name it, or the claim is warned about.',
  supply_later_exists: 'This supply has an entry that begins on that day or later. Choose a later day.',
  supply_not_found: 'There is no such entry in the list of supplies.',
  supply_not_in_list: 'Supply {supply} is not in today’s list of the facility. Ask the pharmacy to load the list.',
  supply_order_unknown: 'The chosen order is no longer in this visit. Choose again, or leave it open.',
  supply_included_in_nothing: 'What the price of a service contains needs the order of that service.',
  supply_only: 'This is for supplies only; leave it open for a drug.',
  cabinet_usage_missing: 'How the drug is given is missing.',
  order_has_supplies: 'Supplies were used with this order. Put them back first, then cancel the order.',
};
