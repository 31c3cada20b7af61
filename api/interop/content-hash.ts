import { createHash } from 'node:crypto';

/** SHA-256 of the content in canonical JSON: the same content has the same hash, in whatever order its fields were made. */
export const contentHash = (content: unknown): string => createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');

/** JSON with the names of every object in code-point order and no blanks. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, child: unknown) => {
    if (typeof child !== 'object' || child === null || Array.isArray(child)) return child;
    const fields = child as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(fields)
        .sort()
        .map((name) => [name, fields[name]]),
    );
  });
}
