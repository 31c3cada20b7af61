/** Sentences of the settlement forms; part of `messagesEn`. */
export const settlementMessagesEn: Record<string, string> = {
  settlement_columns_wrong: 'The cost columns do not add up to the insured cost.',
  settlement_shares_wrong: 'Fund, co-payment, other sources and the person’s own part do not add up to the total cost.',
  settlement_table_differs: 'A total of table XML1 is not the sum of the rows of XML2 and XML3.',
  settlement_care_type_new: 'The form has no section for this kind of care yet; the claim stands with the outpatients.',
  settlement_month_ahead: 'This month has not begun.',
  settlement_report_not_found: 'There is no such settlement report.',
  settlement_report_not_ready: 'The report is not finished.',
  settlement_report_under_way: 'A report of this month is being made. Wait until it is finished.',
  settlement_preview: 'A preview also counts claims without an answer and cannot be handed in. Make the report itself.',
  settlement_not_proven: 'The totals of the forms differ from the XML files, so it cannot be handed in. Tell the administrator.',
  settlement_outdated: 'Claims changed after the report was made. Make it anew, then hand it in.',
  settlement_month_handed_in: 'A report of this month is noted as handed in. Take that note back first.',
  settlement_not_handed_in: 'This report is not noted as handed in.',
};
