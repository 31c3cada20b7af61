/** What the product calls itself to other programs. */
export const API_VERSION = '0.1.0';
