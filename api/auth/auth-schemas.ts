import { z } from 'zod';
import { permissions, roles } from '../../domain/permissions.ts';
import { requiredText, uuid } from '../http/schemas.ts';

export const Login = z.strictObject({
  username: requiredText(64),
  password: z.string().min(1).max(200),
  /** Needed when the person works at several facilities. */
  facilityId: uuid.optional(),
});

export const FacilityChoice = z.object({ id: uuid, code: z.string(), name: z.string(), roles: z.array(z.enum(roles)) });

export const SessionView = z.object({
  user: z.object({ id: uuid, username: z.string(), fullName: z.string() }),
  facility: z.object({ id: uuid, code: z.string(), name: z.string(), kind: z.string(), isDemo: z.boolean() }),
  roles: z.array(z.enum(roles)),
  permissions: z.array(z.enum(permissions)),
  serverTime: z.string(),
});

/** What a session begins and goes on with. `draftKey` seals this person's drafts on the disk of a shared computer: 32 bytes, base64url. */
const started = { accessToken: z.string(), expiresInSeconds: z.int(), draftKey: z.string(), session: SessionView };

export const LoginAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), ...started }),
  z.object({ kind: z.literal('choose-facility'), facilities: z.array(FacilityChoice) }),
]);
export const RefreshAnswer = z.object(started);

export type Login = z.infer<typeof Login>;
export type SessionView = z.infer<typeof SessionView>;
export type LoginAnswer = z.infer<typeof LoginAnswer>;
export type RefreshAnswer = z.infer<typeof RefreshAnswer>;
