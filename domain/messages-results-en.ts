/** Sentences of orders, samples and results; part of `messagesEn`. */
export const resultMessagesEn: Record<string, string> = {
  service_ordered_today: 'This service was already ordered today at {at}. Give a reason to order it again, or leave it out.',
  order_of_laboratory: 'The laboratory reports this service. Wait for the approved result; it is not marked as done here.',
  order_of_imaging:
    'The imaging and functional tests desk reports this service. Wait for the approved result; it is not marked as done here.',
  order_set_exists: 'The facility has an order set of this name. Choose another name.',

  // Values
  result_missing: 'No result for {name} yet.',
  result_not_a_number: '{name}: type a number, for example 8.1 or < 0.5.',
  result_decimals: '{name}: at most {max} decimal places. Type it again.',
  result_not_a_choice: '{name}: choose one of: {choices}.',
  result_too_long: '{name}: longer than {max} characters. Shorten it.',
  indicator_unknown: 'Indicator {code} does not belong to this service. Open the item again.',
  indicator_not_found: 'The catalogue has no such indicator.',

  // Approval
  result_empty: 'There is no result to approve. Enter it first.',
  conclusion_missing: 'There is no conclusion. Write one, then approve.',
  performer_licence_missing: 'Whoever performed it has no practice licence on file. Choose the right person or tell the administrator.',
  performer_unknown: 'This person is not known. Choose again.',
  performed_at_outside: 'The time must lie after the sample (or the order) and not after now.',
  critical_not_told: 'There is a critical value. Tell the doctor at once and note who was told, then approve.',
  told_in_future: 'The time of telling lies after now.',
  result_book_closed: 'The book of today is closed. This result is approved tomorrow.',
  result_order_cancelled: 'This order was cancelled. Do not go on; ask the doctor when a sample was taken.',
  result_already_approved: 'The result of this order is approved. Use "Correct" to change it.',
  result_encounter_closed: 'The visit is over and takes no new results. Ask the doctor to reopen it.',
  result_entered_meanwhile: 'Somebody else has just entered this result. Open it again and look before you change it.',
  result_not_entered: 'No result waits for approval. Enter it first.',
  result_not_approved: 'This result is not approved yet, so there is nothing to correct or withdraw. Enter it anew.',
  result_corrected_meanwhile: 'Somebody else has just corrected this result. Open it again to see the new issue.',
  result_not_critical: 'This result has no critical value.',
  result_not_found: 'This result was not found.',
  critical_already_acknowledged: 'A doctor has already taken note of this critical value.',

  // Samples
  specimen_not_received: 'The sample was not received. Scan its label or press "Receive sample" before entering the result.',
  specimen_time_outside: 'The time of taking must lie after the order and not after now.',
  specimen_not_found: 'No sample has this number. Scan again or type all 10 digits.',
  specimen_already_received: 'This sample was received at {at}. No need to scan again.',
  specimen_already_rejected: 'This sample was rejected. Take a new one.',
  specimen_has_results: 'This sample has results and cannot be rejected. Withdraw them first.',
  specimen_exists: 'This order has a sample. Use it, or reject it first.',

  // Books, ranges, attachments
  book_of_future: 'This day has not come yet; its book cannot be closed.',
  book_already_closed: 'The book of this day is closed.',
  book_has_open_results: '{count} entered results are not approved. Approve them, then close the book.',
  range_in_past: 'New ranges count from today on. Earlier results keep theirs.',
  range_reversed: 'The bounds are not in order: critical low, low, high, critical high.',
  attachment_type_unknown: 'Only pictures (JPEG, PNG, WebP) and PDF are taken. This file is none, whatever its name.',
  attachment_too_large: 'The file is larger than {max} MB. Make the picture smaller.',
  attachment_not_found: 'This attachment was not found.',
};
