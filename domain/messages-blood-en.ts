/** Sentences of the blood store; part of `messagesEn`. */
export const bloodMessagesEn: Record<string, string> = {
  blood_volume: 'A bag holds 1 to {max} ml. Type it again from the label.',
  blood_collected_later: 'The day of collection lies ahead. Type it again from the label.',
  blood_days_reversed: 'The last day is before the day of collection. Type it again from the label.',
  blood_expired: 'The bag expired on {day}. It is not given; discard it with the reason.',
  blood_unit_exists: 'A bag with this number is in the store already. Scan the label again.',
  blood_sample_used: 'This sample was typed already. The second typing needs another sample, taken separately.',
  blood_group_unknown: 'No ABO and Rh(D) group of this person is on record here. Type it before blood is set aside or given out.',
  blood_group_disputed:
    'The typings of this person differ. Take a new sample and type again; take the wrong one back before blood is set aside or given out.',
  blood_group_single: 'The group was typed once. Type it again from another sample; in an emergency write down the reason and who decided.',
  blood_group_not_found: 'There is no such typing.',
  blood_incompatible: '{donor} blood cannot be given to group {recipient}. Choose another bag.',
  blood_unusual_group:
    '{donor} blood for group {recipient} is used only when nothing better is there. Write down the reason and the doctor who decided.',
  blood_not_in_state: 'The bag changed its state just now, so this cannot be done. Open it again.',
  blood_not_reserved: 'The bag is set aside for nobody, so there is no cross-match to note.',
  blood_bag_not_found: 'There is no such bag.',
  blood_visit_closed: 'The visit is closed or cancelled, so no blood can be set aside for it.',
  blood_number_differs: 'The number on the bag is not that of the reserved bag. Take the right one and scan again.',
  blood_cross_match_failed: 'The cross-match was incompatible. This bag is not given out; set another aside.',
  blood_cross_match_missing: 'There is no cross-match yet. If it must go out at once, write down the reason and the doctor who decided.',
  blood_bedside_recipient:
    'The group of the person at the bed differs from the record. Do not transfuse; tell the blood store and bring the bag back.',
  blood_bedside_bag:
    'The group of the bag at the bed differs from the label. Do not transfuse; tell the blood store and bring the bag back.',
  blood_not_intact: 'The bag did not come back whole. It can only be discarded.',
  blood_returned_late: 'The bag was out for {minutes} minutes, more than {most}. It can only be discarded.',
};
