/** What a person may do. A route names exactly one; roles map to them as data. */
export const permissions = [
  'session.read',
  'catalogue.read',
  'patient.read',
  'patient.search',
  'patient.write',
  'patient.allergy.write',
  'registration.write',
  'queue.read',
  'queue.call',
  'encounter.read',
  'encounter.vitals.write',
  'encounter.write',
  'encounter.close',
  'order.write',
  'order.perform',
  'prescription.write',
  'bill.read',
  'claim.read',
  'claim.export',
  'outbox.read',
  'user.read',
  'user.write',
  'facility.write',
  'audit.read',
] as const;

export type Permission = (typeof permissions)[number];

export const roles = [
  'reception',
  'nurse',
  'doctor',
  'pharmacist',
  'cashier',
  'insurance-officer',
  'laboratory',
  'facility-administrator',
  'province-administrator',
  'auditor',
] as const;

export type Role = (typeof roles)[number];

const everyone = ['session.read', 'catalogue.read'] as const satisfies Permission[];
const seesPatients = ['patient.search', 'patient.read', 'queue.read', 'encounter.read'] as const satisfies Permission[];

/**
 * The fixed roles. Administrators hold no clinical right: who keeps the system does not read records
 * (docs/legal/access.md#separation).
 */
export const permissionsOf: Record<Role, readonly Permission[]> = {
  reception: [...everyone, 'patient.search', 'patient.read', 'patient.write', 'registration.write', 'queue.read'],
  nurse: [...everyone, ...seesPatients, 'encounter.vitals.write', 'patient.allergy.write', 'order.perform', 'queue.call'],
  doctor: [
    ...everyone,
    ...seesPatients,
    'encounter.vitals.write',
    'patient.allergy.write',
    'encounter.write',
    'encounter.close',
    'order.write',
    'order.perform',
    'prescription.write',
    'queue.call',
    'bill.read',
  ],
  pharmacist: [...everyone, ...seesPatients, 'patient.allergy.write'],
  cashier: [...everyone, 'patient.search', 'queue.read', 'bill.read'],
  'insurance-officer': [...everyone, 'patient.search', 'patient.read', 'encounter.read', 'bill.read', 'claim.read', 'claim.export'],
  laboratory: [...everyone, ...seesPatients, 'order.perform'],
  'facility-administrator': [...everyone, 'user.read', 'user.write', 'outbox.read'],
  'province-administrator': [...everyone, 'user.read', 'user.write', 'facility.write', 'outbox.read'],
  auditor: [...everyone, 'audit.read'],
};

/** Every permission that at least one of the roles gives. */
export const permissionsOfRoles = (held: readonly Role[]): Set<Permission> => new Set(held.flatMap((role) => permissionsOf[role]));
