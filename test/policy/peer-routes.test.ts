import { expect } from 'chai';
import { peerRoutes } from '../../api/interop/reading/peer-routes.ts';

const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} /fhir${path}`;
const doors = peerRoutes.map((route) => ({ name: nameOf(route), route }));

/** Doors for everybody: they tell nothing of anybody. */
const publicDoors = ['get /fhir/metadata', 'get /fhir/.well-known/smart-configuration', 'post /fhir/token'];
/** Doors for a registered system that show no record, and why. */
const showNobody: Record<string, string> = {
  'get /fhir/Group': 'the group lists nobody',
  'get /fhir/Group/:id': 'the group lists nobody',
  'get /fhir/Group/:id/$export': 'only starts; each visit is logged when it is written',
  'get /fhir/exports/:exportId': 'counts and digests',
  'delete /fhir/exports/:exportId': 'takes files away',
};

describe('the doors of the read side', () => {
  it('are open to everybody only where they are listed', () => {
    expect(doors.filter(({ route }) => route.access === 'public').map(({ name }) => name)).to.deep.equal(publicDoors);
  });

  it('log the opening of a record, or are listed with the reason why they show none', () => {
    const silent = doors.filter(({ route }) => route.access === 'system' && route.opens === undefined).map(({ name }) => name);
    expect(silent.sort()).to.deep.equal(Object.keys(showNobody).sort());
  });

  it('need a scope for whatever they show', () => {
    const params = { type: 'Observation', id: 'x', exportId: 'x', file: 'x' };
    const free = doors.filter(({ route }) => route.access === 'system' && route.opens !== undefined && route.needs(params).length === 0);
    expect(free.map(({ name }) => name)).to.deep.equal([]);
  });

  it('say in a sentence what they do', () => {
    expect(doors.filter(({ route }) => !/^[A-Z].{7,}[^.]$/.test(route.summary)).map(({ name }) => name)).to.deep.equal([]);
  });

  it('stand in an order in which a name is not taken for an id', () => {
    const operation = doors.findIndex(({ name }) => name.includes('/:id/$'));
    expect(operation).to.be.lessThan(doors.findIndex(({ name }) => name === 'get /fhir/:type/:id'));
  });
});
