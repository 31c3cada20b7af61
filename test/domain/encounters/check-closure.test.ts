import { expect } from 'chai';
import { checkClosure, type ClosureFacts } from '../../../domain/encounters/check-closure.ts';

const ready: ClosureFacts = { insured: true, diagnoses: 1, openOrders: 0, weightKnown: true, practitionerLicensed: true };
const found = (change: Partial<ClosureFacts>): string[] =>
  checkClosure({ ...ready, ...change }).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('checkClosure', () => {
  it('finds nothing wrong with a visit that has a diagnosis, no open order and a licensed doctor', () => {
    expect(found({})).to.deep.equal([]);
    expect(found({ diagnoses: 13 })).to.deep.equal([]);
  });

  it('stops a visit without a diagnosis', () => {
    expect(found({ diagnoses: 0 })).to.deep.equal(['error diagnosis_primary_missing diagnoses']);
  });

  it('stops a visit with an open order and says how many', () => {
    expect(found({ openOrders: 1 })).to.deep.equal(['error order_not_performed orders']);
    expect(checkClosure({ ...ready, openOrders: 3 })[0]?.params).to.deep.equal({ count: 3 });
  });

  it('stops a doctor without a licence', () => {
    expect(found({ practitionerLicensed: false })).to.deep.equal(['error practitioner_licence_missing ']);
  });

  it('asks for the weight of the insured only, and only asks', () => {
    expect(found({ weightKnown: false })).to.deep.equal(['warning weight_missing vitals.weight']);
    expect(found({ weightKnown: false, insured: false })).to.deep.equal([]);
  });

  it('waits for other rooms unless a reason is given, and names them', () => {
    expect(found({ openRooms: ['P2', 'P3'] })).to.deep.equal(['error room_not_finished leaveRooms']);
    expect(found({ openRooms: ['P2'], leaveRooms: '  ' })).to.deep.equal(['error room_not_finished leaveRooms']);
    expect(found({ openRooms: ['P2'], leaveRooms: 'Người bệnh về' })).to.deep.equal(['warning room_left leaveRooms']);
    expect(checkClosure({ ...ready, openRooms: ['P2', 'P3'] })[0]?.params).to.deep.equal({ rooms: 'P2, P3' });
    expect(found({ openRooms: [], leaveRooms: 'Thừa' })).to.deep.equal([]);
  });

  it('tells everything at once', () => {
    expect(found({ diagnoses: 0, openOrders: 1, practitionerLicensed: false, weightKnown: false })).to.have.length(4);
  });
});
