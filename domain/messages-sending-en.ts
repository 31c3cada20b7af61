/** Sentences of signing and sending claims; part of `messagesEn`. */
export const sendingMessagesEn: Record<string, string> = {
  signing_key_unreadable: 'The key file does not open: the password is wrong, or it holds no key with its certificate.',
  signing_key_not_in_force: 'The certificate is not in force yet or has ended ({until}).',
  signing_key_not_found: 'The facility has no signing key.',
  claim_submission_not_found: 'There is no such submission.',
  claim_not_resendable: 'This claim cannot be sent again: there is a newer one, it is on its way, or the portal has taken it.',
  claim_may_have_arrived: 'The claim may have arrived, so it cannot be taken back here. Wait for the answer, then withdraw it.',
  claim_not_withdrawable: 'Only a claim that the portal has taken, and that no newer one follows, can be withdrawn.',
  claim_on_its_way: 'A claim of this visit is on its way.',
  claim_period_too_long: 'The span of days is not possible; {days} days at most.',
  check_in_refused: 'The portal refuses the check-in: {message}',
  check_in_login_refused: 'The portal refuses the account. Tell the administrator; the check-in is sent again once it is mended.',
  check_in_sent_again: 'No answer from the portal yet. It is sent again by itself.',
};
