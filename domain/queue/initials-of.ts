/** First letters of a name as a public screen may show them: `L.V.T.` for Lò Văn Thử. Empty for an empty name. Source: docs/legal/access.md#displays */
export const initialsOf = (fullName: string): string =>
  fullName
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${[...word][0]?.toLocaleUpperCase('vi')}.`)
    .join('');
