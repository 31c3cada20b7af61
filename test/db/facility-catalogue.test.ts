import { expect } from 'chai';
import { read, write } from '../../db/doors.ts';
import { row } from '../../db/knex.ts';
import { readFacilityCatalogue, type FacilityCatalogue } from '../../db/views/facility-catalogue-view.ts';
import { newId } from '../../domain/ids.ts';
import { aFacility, testApi } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ctxAt } from './at-facility.ts';

const DAY = '2026-11-24';
const CODES = {
  ...{ drugs: ['40.48', '40.999'], services: ['02.03', '22.0120.1370'], machines: ['XN.1.14901.A1', 'XN.1.14901.B2'] },
  supplies: ['N03.01.020', 'N06.04.020'],
};

describe('what a facility has approved, for the check of its claims', () => {
  let database: TestDatabase;
  let keeps: string;
  let keepsNothing: string;
  before(async () => {
    database = await testDatabase();
    const api = await testApi(database);
    keeps = (await aFacility(api)).facility.id;
    keepsNothing = (await aFacility(api)).facility.id;
    await seed(database, keeps);
  });

  const catalogueOf = async (facilityId: string): Promise<FacilityCatalogue> =>
    await read(ctxAt(database.app, facilityId), async (tx) => await readFacilityCatalogue(tx, facilityId, CODES));

  it("gives the drugs of the formulary by the insurer's code, those of the day with price and tender", async () => {
    const { drugs } = await catalogueOf(keeps);
    const [first] = drugs?.('40.48', DAY) ?? [];
    expect(first).to.include({ price: '450', tender: '12/QĐ-SYT;G1;N1;2026' });
    expect(drugs?.('40.48', '2026-05-31')).to.deep.equal([]);
    expect(drugs?.('40.999', DAY)).to.deep.equal([]);
  });

  it('gives the supplies of the day at the price that the insurance counts', async () => {
    const { supplies } = await catalogueOf(keeps);
    expect(supplies?.('N03.01.020', DAY)).to.deep.equal([
      { name: 'Bơm tiêm', unit: 'Cái', price: '1000', tender: undefined, insuranceRatio: '100', productMark: undefined },
    ]);
    expect([supplies?.('N03.01.020', '2026-05-31'), supplies?.('N06.04.020', DAY), supplies?.('N01.01.010', DAY)]).to.deep.equal([
      [],
      [],
      undefined,
    ]);
    expect((await catalogueOf(keepsNothing)).supplies).to.equal(undefined);
  });

  it('gives the price of the list in force, and null for a service that it does not name', async () => {
    const { service } = await catalogueOf(keeps);
    expect(service?.('02.03', DAY)).to.include({ name: 'Khám nội', price: '39800' });
    expect(service?.('22.0120.1370', DAY)).to.equal(null);
    expect(service?.('02.03', '2026-05-31')).to.equal(undefined);
  });

  it('knows a machine until the day it was retired, and no other', async () => {
    const { machine } = await catalogueOf(keeps);
    expect([machine?.('XN.1.14901.A1', '2026-10-31'), machine?.('XN.1.14901.A1', DAY), machine?.('XN.1.14901.B2', DAY)]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it('says nothing where the facility keeps no such list, nor of codes that were not asked', async () => {
    const none = await catalogueOf(keepsNothing);
    expect([none.drugs?.('40.48', DAY), none.service?.('02.03', DAY), none.machine?.('XN.1.14901.A1', DAY)]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
    const { drugs, service } = await catalogueOf(keeps);
    expect([drugs?.('40.1', DAY), service?.('03.18', DAY)]).to.deep.equal([undefined, undefined]);
  });
});

async function seed({ app, owner }: TestDatabase, facilityId: string): Promise<void> {
  const drug = await row<{ code: string }>(
    owner,
    `SELECT d.code FROM drugs AS d WHERE d.insurance_code = '40.48' ORDER BY d.code LIMIT 1`,
    {},
  );
  const user = await row<{ id: string }>(owner, 'SELECT u.id FROM users AS u ORDER BY u.id LIMIT 1', {});
  if (drug === undefined || user === undefined) throw new Error('the catalogue has no drug of this code, or nobody is here');
  const listId = newId();
  await write(ctxAt(app, facilityId), 'formulary.change', async (tx) => {
    await tx('supplyItems').insert({
      ...{ facilityId, id: newId(), code: 'N03.01.020', name: 'Bơm tiêm', unit: 'Cái', unitPrice: '1250', ceilingPrice: '1000' },
      ...{ insuranceRatio: '100', validFrom: '2026-06-01' },
    });
    await tx('formularyItems').insert({
      ...{ facilityId, id: newId(), drugCode: drug.code, unitPrice: '450', tender: '12/QĐ-SYT;G1;N1;2026' },
      ...{ insuranceRatio: '100', validFrom: '2026-06-01' },
    });
    await tx('priceLists').insert({
      ...{ facilityId, id: listId, decisionNumber: '277/NQ-HĐND', decidedOn: '2026-05-20', validFrom: '2026-06-01' },
      ...{ fileName: 'gia.xlsx', fileSha256: '00', importedBy: user.id, importedAt: '2026-05-21T02:00:00Z' },
    });
    await tx('priceListLines').insert({
      ...{ facilityId, listId, code: '02.03', name: 'Khám nội', groupCode: 'KHAM', costGroup: '13', unit: 'Lần' },
      ...{ hospitalPrice: '45000', insurancePrice: '39800' },
    });
    await tx('machines').insert({
      ...{ facilityId, id: newId(), desk: 'laboratory', code: 'XN.1.14901.A1', name: 'Máy huyết học', retiredAt: '2026-11-01T02:00:00Z' },
    });
  });
}
