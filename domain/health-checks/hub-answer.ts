/** What an answer of the hub means for a record: taken, to be corrected, or a matter of the facility's certificate. */
export type HubVerdict = 'taken' | 'record-refused' | 'signature-refused';

/**
 * The codes of the hub. Source: QĐ 1551/QĐ-BYT annex 2 (likely); the longer name of a refused signature is known from one vendor's code only (unsure)
 */
const VERDICTS: Readonly<Record<string, HubVerdict>> = {
  CM_SUCCESS: 'taken',
  CM_INVALID_REQUEST: 'record-refused',
  PS_SIGNATURE_INVALID: 'signature-refused',
  PS_DS_CA_SIGNATURE_INVALID: 'signature-refused',
};

/** What a code means; undefined for one that is not in the decision. */
export const hubVerdictOf = (code: string): HubVerdict | undefined => (Object.hasOwn(VERDICTS, code) ? VERDICTS[code] : undefined);

export const hubCodes = Object.keys(VERDICTS);
