import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({
  /** Signs access tokens; 32 random bytes. */
  accessTokenKey: z.string().min(43),
  /** Password of the application's database role. */
  databasePassword: z.string().min(24),
  /** Encrypts credentials of destinations (AES-256-GCM). */
  fieldKey: z.string().min(43),
});
export type Secrets = z.infer<typeof Secrets>;

/** The secrets of this installation, made once; several processes of one installation share the folder. */
export function readSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) {
    const made: Secrets = { accessTokenKey: random(32), databasePassword: random(24), fieldKey: random(32) };
    // wx: of two processes that start together, one makes them and both read the same.
    try {
      writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
  const parsed = Secrets.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is damaged; restore it from the backup of this installation.`);
  return parsed.data;
}

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');
