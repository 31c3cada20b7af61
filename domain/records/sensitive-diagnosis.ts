/** ICD-10 codes that tell of an HIV infection: disease, carrier, laboratory evidence, in pregnancy, dementia. */
const HIV = /^(B2[0-4]|Z21|R75|O98\.7|F02\.4)/;

/**
 * True when a diagnosis tells of an HIV infection. A visit with one leaves its facility only on paths the law names.
 * Source: Luật 64/2006/QH11 art. 30 as amended 2020 (who may learn of an HIV result)
 */
export const isSensitiveDiagnosis = (icdCode: string): boolean => HIV.test(icdCode);

/**
 * True when the name of a test tells that it looks for an HIV infection: having been tested is as telling as the answer.
 * Source: Luật 64/2006/QH11 art. 30 as amended 2020
 */
export const isSensitiveTest = (name: string): boolean => /\bHIV\b/i.test(name);
