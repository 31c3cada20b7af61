import type { Attachment } from '@medplum/fhirtypes';
import type { ClinicalAttachment } from '../domain/visits/clinical-findings.ts';
import { present } from './elements.ts';

/** Larger strings are refused by servers that are in use, so such a file is only named. */
const MOST_INLINE_BYTES = 1_000_000;

/** A file with its bytes when they are few, else where it lies, with size and SHA-1 (base64). Source: HL7 FHIR R4 Attachment */
export function attachmentToFhir(file: ClinicalAttachment): Attachment {
  const { title, contentType, data, url, sizeBytes: size, sha1: hash } = file;
  const isSmall = data !== undefined && (data.length * 3) / 4 <= MOST_INLINE_BYTES;
  return { contentType, ...present({ data: isSmall ? data : undefined, url, size, hash, title }) };
}
