/** The part of the package that is used; it brings no types. */
declare module '@lhncbc/ucum-lhc' {
  export const UcumLhcUtils: { getInstance(): { validateUnitString(code: string): { status: 'valid' | 'invalid' | 'error' } } };
}
