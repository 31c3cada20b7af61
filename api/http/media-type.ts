export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

/** First bytes of what a browser will draw: a name or a declared type alone is no proof. */
const signatures: Record<MediaType, (bytes: Buffer) => boolean> = {
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  'image/webp': (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  'application/pdf': (bytes) => bytes.toString('latin1', 0, 5) === '%PDF-',
};

export const isOfType = (bytes: Buffer, type: MediaType): boolean => signatures[type](bytes);

/** The type that the bytes have; undefined for everything that is neither a picture nor a PDF. */
export const findMediaType = (bytes: Buffer): MediaType | undefined =>
  (Object.keys(signatures) as MediaType[]).find((type) => signatures[type](bytes));
