import { expect } from 'chai';
import { permissions, permissionsOf, permissionsOfRoles, roles, type Permission, type Role } from '../../domain/permissions.ts';

const holders = (permission: Permission): Role[] => roles.filter((role) => permissionsOf[role].includes(permission));

describe('the roles', () => {
  it('are all mapped, to permissions that exist, each once', () => {
    expect(Object.keys(permissionsOf)).to.have.members([...roles]);
    for (const role of roles) {
      expect(permissions, role).to.include.members([...permissionsOf[role]]);
      expect(new Set(permissionsOf[role]).size, role).to.equal(permissionsOf[role].length);
    }
  });

  it('all know who they are and read the catalogues', () => {
    for (const permission of ['session.read', 'catalogue.read'] as const) expect(holders(permission)).to.deep.equal([...roles]);
  });

  it('let only a doctor diagnose, prescribe and close', () => {
    for (const permission of ['encounter.write', 'encounter.close', 'prescription.write', 'order.write'] as const)
      expect(holders(permission), permission).to.deep.equal(['doctor']);
  });

  it('let reception and the records officer write a person, only the latter join two, only reception register a visit', () => {
    expect(holders('patient.write')).to.deep.equal(['reception', 'records-officer']);
    expect(holders('patient.merge')).to.deep.equal(['records-officer']);
    expect(holders('registration.write')).to.deep.equal(['reception']);
  });

  it('let only the insurance officer make claims', () => {
    for (const permission of ['claim.read', 'claim.export'] as const) expect(holders(permission)).to.deep.equal(['insurance-officer']);
  });

  it('give administrators and auditors no right to a record', () => {
    const ofRecords = permissions.filter((one) => /^(patient|registration|queue|encounter|order|prescription|bill|claim)\./.test(one));
    expect(ofRecords).to.have.length.greaterThan(10);
    for (const role of ['facility-administrator', 'province-administrator', 'auditor'] as const)
      expect(
        permissionsOf[role].filter((one) => ofRecords.includes(one)),
        role,
      ).to.deep.equal([]);
    expect(holders('audit.read')).to.deep.equal(['auditor']);
    expect(holders('facility.write')).to.deep.equal(['province-administrator']);
  });
});

describe('permissionsOfRoles', () => {
  it('is what any of the roles gives, and nothing without a role', () => {
    expect([...permissionsOfRoles([])]).to.deep.equal([]);
    const both = permissionsOfRoles(['reception', 'cashier']);
    expect([...both]).to.have.members([...new Set([...permissionsOf.reception, ...permissionsOf.cashier])]);
    expect(both.has('encounter.read')).to.equal(false);
  });
});
