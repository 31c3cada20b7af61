import { auditSubject, read, write, type Ctx } from '../../../db/doors.ts';
import { findFacility } from '../../../db/stores/facility-store.ts';
import { findSigningKey, insertSigningKey, removeSigningKey, type StoredSigningKey } from '../../../db/stores/signing-key-store.ts';
import { newId } from '../../../domain/ids.ts';
import { error } from '../../../domain/issue.ts';
import type { Secrets } from '../../secrets.ts';
import { notFound, rejected } from '../errors.ts';
import { seal, unseal } from '../seal.ts';
import { makeDemoKey, readPkcs12 } from './pkcs12.ts';
import { readCertificate } from './read-certificate.ts';
import type { Signer, SigningCertificate } from './signer.ts';
import { type SigningKey, softwareSigner } from './software-signer.ts';
import { isInForce } from './verify-signature.ts';

/** Why nothing can be signed. */
export type SigningObstacle = 'key-missing' | 'key-is-demo' | 'key-not-in-force';
export type ShownKey = Pick<StoredSigningKey, 'subject' | 'validFrom' | 'validTo' | 'demo'>;

/** Sets the key of a facility from a PKCS#12 file in place of an earlier one. The key is sealed and never shown again. */
export async function setSigningKey(ctx: Ctx, secrets: Secrets, input: { file: Buffer; password: string }): Promise<SigningCertificate> {
  const key = openFile(input);
  const certificate = readCertificate(key.certificatePem);
  if (!isInForce(key.certificatePem, ctx.now))
    throw rejected([error('signing_key_not_in_force', 'file', { until: certificate.validTo.slice(0, 10) })]);
  await keep(ctx, secrets, { key, demo: false });
  return certificate;
}

function openFile({ file, password }: { file: Buffer; password: string }): SigningKey {
  try {
    return readPkcs12(file, password);
  } catch {
    throw rejected([error('signing_key_unreadable', 'file')]);
  }
}

/** Makes a key for trial where a facility has none; its certificate says what it is. */
export async function ensureDemoKey(ctx: Ctx, secrets: Secrets): Promise<void> {
  const { facility, stored } = await read(ctx, async (tx) => ({
    facility: await findFacility(tx, ctx.facilityId),
    stored: await findSigningKey(tx, ctx.facilityId),
  }));
  if (facility === undefined || stored !== undefined) return;
  await keep(ctx, secrets, { key: await makeDemoKey(facility, new Date(ctx.now)), demo: true });
}

async function keep(ctx: Ctx, secrets: Secrets, { key, demo }: { key: SigningKey; demo: boolean }): Promise<void> {
  const id = newId();
  const { subject, validFrom, validTo } = readCertificate(key.certificatePem);
  await write(ctx, 'signing-key.set', async (tx) => {
    auditSubject(tx, { objectId: id });
    // Two processes may want a demo key at once: one is enough.
    if (demo && (await findSigningKey(tx, ctx.facilityId)) !== undefined) return;
    await removeSigningKey(tx, ctx.facilityId, ctx.now);
    await insertSigningKey(tx, {
      ...{ facilityId: ctx.facilityId, id, subject, validFrom, validTo, demo, certificate: key.certificatePem },
      ...{ privateKey: seal(secrets, `${id}:key`, key.privateKeyPem), setAt: ctx.now, setBy: ctx.actor.userId },
    });
  });
}

/** What may be shown of the key; undefined when there is none. */
export async function showSigningKey(ctx: Ctx): Promise<ShownKey | undefined> {
  const stored = await read(ctx, async (tx) => await findSigningKey(tx, ctx.facilityId));
  if (stored === undefined) return undefined;
  const { subject, validFrom, validTo, demo } = stored;
  return { subject, validFrom, validTo, demo };
}

export async function endSigningKey(ctx: Ctx): Promise<void> {
  await write(ctx, 'signing-key.remove', async (tx) => {
    if (!(await removeSigningKey(tx, ctx.facilityId, ctx.now))) throw notFound('signing_key_not_found');
    auditSubject(tx, { objectId: ctx.facilityId });
  });
}

/** Who signs files that the facility keeps: its key in force, the demo key too; undefined where there is none, and nothing is signed then. */
export async function keeperOf(ctx: Ctx, secrets: Secrets): Promise<{ id: string; signer: Signer } | undefined> {
  const stored = await read(ctx, async (tx) => await findSigningKey(tx, ctx.facilityId));
  if (stored === undefined || !isInForce(stored.certificate, ctx.now)) return undefined;
  return { id: stored.id, signer: open(secrets, stored) };
}

/** Who signs for a facility towards somebody: for the simulator a demo key is made where there is none, for the real portal only a real key signs. */
export async function signerOf(
  ctx: Ctx,
  secrets: Secrets,
  towards: 'portal' | 'simulator',
): Promise<Signer | { obstacle: SigningObstacle }> {
  if (towards === 'simulator') await ensureDemoKey(ctx, secrets);
  const stored = await read(ctx, async (tx) => await findSigningKey(tx, ctx.facilityId));
  if (stored === undefined) return { obstacle: 'key-missing' };
  if (stored.demo && towards === 'portal') return { obstacle: 'key-is-demo' };
  if (!isInForce(stored.certificate, ctx.now)) return { obstacle: 'key-not-in-force' };
  return open(secrets, stored);
}

const open = (secrets: Secrets, { id, privateKey, certificate }: StoredSigningKey): Signer =>
  softwareSigner({ privateKeyPem: unseal(secrets, `${id}:key`, privateKey), certificatePem: certificate });
