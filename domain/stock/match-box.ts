/** What can be told of a box by its code: the drug and the lot that the window expects. */
export interface ExpectedBox {
  drugCode: string;
  lotNumber: string;
}

/** The lot inside a GS1 code: application identifier 10, after the article number (01) and the expiry (17) where they stand. */
const GS1_LOT = /^(?:\]d2|\]C1)?\(?01\)?\d{14}(?:\(?17\)?\d{6})?\(?10\)?([^\u001d(]{1,20})/;

/**
 * Which expected box a scan means: by the lot number as printed, by the lot inside a GS1 code, or by the code of the drug where only
 * one lot of it is expected. Undefined when it means none, or more than one: then nothing is confirmed.
 * Source: GS1 General Specifications, element strings; docs/legal/pharmacy.md#fefo
 */
export function matchBox<T extends ExpectedBox>(scanned: string, expected: T[]): T | undefined {
  const code = scanned.trim();
  const lot = (GS1_LOT.exec(code)?.[1] ?? code).toUpperCase();
  if (lot === '') return undefined;
  const byLot = expected.filter(({ lotNumber }) => lotNumber.toUpperCase() === lot);
  const found = byLot.length > 0 ? byLot : expected.filter(({ drugCode }) => drugCode.toUpperCase() === lot);
  return found.length === 1 ? found[0] : undefined;
}
