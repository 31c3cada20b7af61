import { v5, v7 } from 'uuid';

/** Namespace of every derived id of this system; a fixed random UUID, never to be changed. */
const NAMESPACE = '6f1d6e1a-3a53-4c0e-9b64-7f6d0c7a2b11';

/** A new time-ordered id (UUIDv7). Made by the caller of a write, so that a repeat is the same row. */
export const newId = (): string => v7();

/** The same id for the same parts, everywhere and for ever (UUIDv5): rows derived from other rows, FHIR logical ids. */
export const derivedId = (...parts: string[]): string => v5(parts.join('|'), NAMESPACE);
