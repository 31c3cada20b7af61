/** An identity card carries 7 parts, an insurance card more; a person typing a name never types so many bars. */
const LEAST_PARTS = 5;

/** True when the text in the search box came out of a code on a card and not out of a person's fingers. */
export const isScanText = (text: string): boolean => text.split('|').length >= LEAST_PARTS;
