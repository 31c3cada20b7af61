import { expect } from 'chai';
import { allows, grantScopes, parseScope } from '../../../domain/peers/smart-scopes.ts';

describe('scopes of a system', () => {
  it('are known in the letters of SMART 2 and the word of SMART 1, for reading only', () => {
    expect(parseScope('system/Patient.rs')).to.deep.equal({ type: 'Patient', rights: ['read', 'search'] });
    expect(parseScope('system/*.read')).to.deep.equal({ type: '*', rights: ['read', 'search'] });
    for (const text of [
      'system/Patient.cruds',
      'system/Patient.write',
      'system/Patient.sr',
      'user/Patient.r',
      'patient/*.rs',
      'system/*.*',
      'system/patient.r',
      '',
    ])
      expect(parseScope(text), text).to.equal(undefined);
  });

  it('allow their type or every type, and only their letters', () => {
    expect(allows(['system/Patient.r'], 'Patient', 'read')).to.equal(true);
    expect(allows(['system/Patient.r'], 'Patient', 'search')).to.equal(false);
    expect(allows(['system/Patient.rs'], 'Observation', 'read')).to.equal(false);
    expect(allows(['system/*.s'], 'Observation', 'search')).to.equal(true);
    expect(allows([], 'Patient', 'read')).to.equal(false);
  });

  it('are given as asked inside what was registered, as registered where more is asked, and never beyond', () => {
    expect(grantScopes(['system/Patient.r'], ['system/*.rs'])).to.deep.equal(['system/Patient.r']);
    expect(grantScopes(['system/*.rs'], ['system/Patient.r', 'system/Group.rs'])).to.deep.equal(['system/Patient.r', 'system/Group.rs']);
    expect(grantScopes(['system/Patient.r'], ['system/Patient.rs'])).to.deep.equal(['system/Patient.r']);
    expect(grantScopes(['system/Patient.r'], ['system/Patient.s'])).to.deep.equal([]);
    expect(grantScopes(['system/Observation.r', 'openid'], ['system/Patient.rs'])).to.deep.equal([]);
  });
});
