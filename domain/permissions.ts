/** What a person may do. A route names exactly one; roles map to them as data. */
export const permissions = [
  'session.read',
  'catalogue.read',
  'patient.read',
  'patient.search',
  'patient.write',
  'patient.allergy.write',
  'patient.merge',
  'history.read',
  'history.elsewhere.read',
  'break-glass.review',
  'registration.write',
  'eligibility.check',
  'coverage.write',
  'appointment.read',
  'appointment.write',
  'queue.read',
  'queue.call',
  'queue.transfer',
  'display.write',
  'document.print',
  'encounter.read',
  'encounter.vitals.write',
  'encounter.write',
  'encounter.close',
  'order.write',
  'order.perform',
  'prescription.write',
  'stock.read',
  'stock.request',
  'stock.post',
  'formulary.write',
  'dispensing.read',
  'dispensing.write',
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
  'records-officer',
  'facility-administrator',
  'province-administrator',
  'auditor',
] as const;

export type Role = (typeof roles)[number];

const everyone = ['session.read', 'catalogue.read'] as const satisfies Permission[];
const seesPatients = ['patient.search', 'patient.read', 'queue.read', 'encounter.read'] as const satisfies Permission[];
const books = ['appointment.read', 'appointment.write', 'document.print'] as const satisfies Permission[];

/**
 * The fixed roles. Administrators hold no clinical right: who keeps the system does not read records
 * (docs/legal/access.md#separation).
 */
export const permissionsOf: Record<Role, readonly Permission[]> = {
  reception: [
    ...everyone,
    ...books,
    'patient.search',
    'patient.read',
    'patient.write',
    'history.read',
    'registration.write',
    'eligibility.check',
    'coverage.write',
    'queue.read',
    'queue.transfer',
  ],
  nurse: [
    ...everyone,
    ...seesPatients,
    ...books,
    'history.read',
    'encounter.vitals.write',
    'patient.allergy.write',
    'order.perform',
    'queue.call',
    'queue.transfer',
    // Keeps the duty cabinet of the department.
    'stock.read',
    'stock.request',
  ],
  doctor: [
    ...everyone,
    ...seesPatients,
    ...books,
    'history.read',
    'history.elsewhere.read',
    'queue.transfer',
    'encounter.vitals.write',
    'patient.allergy.write',
    'encounter.write',
    'encounter.close',
    'order.write',
    'order.perform',
    'prescription.write',
    'queue.call',
    'bill.read',
    'stock.read',
  ],
  pharmacist: [
    ...everyone,
    ...seesPatients,
    'patient.allergy.write',
    'stock.read',
    'stock.request',
    'stock.post',
    'formulary.write',
    'dispensing.read',
    'dispensing.write',
  ],
  cashier: [...everyone, 'patient.search', 'queue.read', 'bill.read'],
  'insurance-officer': [
    ...everyone,
    'patient.search',
    'patient.read',
    'encounter.read',
    'eligibility.check',
    'coverage.write',
    'bill.read',
    'claim.read',
    'claim.export',
  ],
  laboratory: [...everyone, ...seesPatients, 'order.perform'],
  // Keeps the index of persons: who is who, across the facilities. Sees no encounter.
  'records-officer': [...everyone, 'patient.search', 'patient.read', 'patient.write', 'patient.merge'],
  'facility-administrator': [...everyone, 'user.read', 'user.write', 'outbox.read', 'display.write'],
  'province-administrator': [...everyone, 'user.read', 'user.write', 'facility.write', 'outbox.read'],
  auditor: [...everyone, 'audit.read', 'break-glass.review'],
};

/** Every permission that at least one of the roles gives. */
export const permissionsOfRoles = (held: readonly Role[]): Set<Permission> => new Set(held.flatMap((role) => permissionsOf[role]));
