import { expect } from 'chai';
import { systemCtx } from '../../api/http/system-context.ts';
import { readSnapshot, write, type Ctx } from '../../db/doors.ts';
import { rows } from '../../db/knex.ts';
import { readClinicalRecord, readClinicalRecords } from '../../db/views/clinical-view.ts';
import { readVisits } from '../../db/views/visit-view.ts';
import { derivedId } from '../../domain/ids.ts';
import type { ClinicalRecord } from '../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { demoDatabase } from '../support/database.ts';
import { clean, judge, resolvedResources } from '../support/fhir-validators.ts';
import { servicesOn } from '../support/services.ts';
import { insertClinicalRows } from './clinical-rows.ts';

describe('clinical records read by the page', function () {
  this.timeout(120_000);
  let places: { ctx: Ctx; visits: VisitRecord[]; records: ClinicalRecord[] }[];

  before(async () => {
    const services = servicesOn((await demoDatabase()).app);
    places = [];
    for (const code of ['14901', '14902', '14903', '14904']) {
      const ctx = systemCtx(services, derivedId('demo', 'facility', code));
      places.push(
        await readSnapshot(ctx, async (tx) => {
          const found = await rows<{ id: string }>(tx, `SELECT e.id FROM encounters AS e WHERE e.facility_id = :id ORDER BY e.id`, {
            id: ctx.facilityId,
          });
          const visits = await readVisits(
            tx,
            ctx.facilityId,
            found.map(({ id }) => id),
          );
          return { ctx, visits, records: await readClinicalRecords(tx, ctx.facilityId, visits) };
        }),
      );
    }
  });

  it('are those that are read one by one', async () => {
    for (const { ctx, visits, records } of places) {
      const single = [];
      for (const visit of visits) single.push(await readSnapshot(ctx, async (tx) => await readClinicalRecord(tx, visit)));
      expect(records).to.deep.equal(single);
    }
  });

  it('hold what the demo district has of every kind that the HIS keeps', () => {
    const all = places.flatMap(({ records }) => records);
    const count = (of: (record: ClinicalRecord) => unknown[]) => all.reduce((sum, record) => sum + of(record).length, 0);
    for (const kind of ['departments', 'places', 'stays', 'roles', 'relatedPeople', 'orders', 'dispensings', 'signatures'] as const) {
      expect(
        count((record) => record[kind]),
        kind,
      ).to.be.greaterThan(0);
    }
    expect(all.some(({ parent }) => parent !== undefined)).to.equal(true);
  });

  it('invent nothing: no vaccination, no consent, no digital signature, and no answer of a simulator', () => {
    for (const record of places.flatMap(({ records }) => records)) {
      expect([record.immunizations, record.consents, record.claimAnswers]).to.deep.equal([[], [], []]);
      expect(record.signatures.filter(({ digital }) => digital !== undefined)).to.deep.equal([]);
    }
  });

  it('make bundles that hold together, in which no validator finds anything', () => {
    for (const { visits, records } of places) {
      visits.forEach((visit, i) => {
        const resources = resolvedResources(visitToBundle(visit, defaultFamily, records[i]));
        for (const resource of i < 15 ? resources : []) expect(judge(resource), resource.resourceType).to.deep.equal(clean);
      });
    }
  });

  describe('of a visit with everything', () => {
    let visit: VisitRecord;
    let record: ClinicalRecord;

    before(async () => {
      const place = places.find(({ records }) => records.some(({ orders }) => orders.length > 0));
      const found = place?.visits.find((_, i) => (place.records[i]?.orders.length ?? 0) > 0);
      if (place === undefined || found === undefined) throw new Error('the demo district has no order');
      await write(place.ctx, 'test.seed', async (tx) => await insertClinicalRows(tx, found));
      [visit, record] = await readSnapshot(place.ctx, async (tx) => [found, await readClinicalRecord(tx, found)]);
    });

    it('tell what is known of the person', () => {
      expect(record.allergyStatus).to.equal('known');
      expect(record.allergies.map(({ substance, isRetracted }) => [substance, isRetracted])).to.deep.equal([
        ['Penicillin', false],
        ['Tôm', true],
      ]);
      // HIV that was written down by mistake is told to nobody.
      expect(record.conditions.map(({ icdCode, since, endedOn }) => [icdCode, since, endedOn])).to.deep.equal([
        ['I10', '2024-03', undefined],
        ['J45.9', undefined, '2026-01-31'],
      ]);
      expect(record.appointments.map(({ day, time, state }) => [day, time, state])).to.deep.equal([['2030-01-02', '08:00', 'booked']]);
      expect(record.screenings.map(({ name, value }) => [name, value])).to.deep.equal([
        ['Đang mang thai', { isTrue: true }],
        ['Đang cho con bú', { isTrue: false }],
      ]);
    });

    it('tell the newest approved issue of a result, and of one taken back what it said', () => {
      const [corrected, withdrawn] = record.results;
      expect(record.results).to.have.length(2);
      expect([corrected?.state, corrected?.conclusion]).to.deep.equal(['corrected', 'lần hai']);
      expect(corrected?.values.map(({ indicatorCode, number, ucum, flag }) => [indicatorCode, number, ucum, flag])).to.deep.equal([
        ['WBC', '11.2', '10*9/L', 'H'],
      ]);
      expect(corrected?.specimenIds).to.deep.equal([record.specimens[0]?.id]);
      expect(corrected?.attachments).to.deep.equal([{ title: 'anh.png', contentType: 'image/png', sizeBytes: 12 }]);
      expect([withdrawn?.state, withdrawn?.conclusion]).to.deep.equal(['withdrawn', 'nhầm người']);
      expect(record.specimens.map(({ number, rejectReason }) => [number, rejectReason])).to.deep.equal([
        ['9901010001', undefined],
        ['9901010002', 'Vỡ hồng cầu'],
      ]);
    });

    it('tell papers with their frozen content, and the answers of the portal only', () => {
      expect(record.papers.map(({ number, kind, isWithdrawn }) => [number, kind, isWithdrawn])).to.deep.equal([
        ['99998/2026', 'referral', true],
        ['99999/2026', 'referral', false],
      ]);
      expect(record.papers[1]?.replacesId).to.equal(record.papers[0]?.id);
      const [file] = record.papers[0]?.attachments ?? [];
      expect(JSON.parse(Buffer.from(file?.data ?? '', 'base64').toString())).to.deep.equal({
        head: { x: 1 },
        content: { kind: 'referral' },
      });
      expect(record.claimAnswers.map(({ state, resultCode, transactionCode }) => [state, resultCode, transactionCode])).to.deep.equal([
        ['rejected', '105', undefined],
        ['accepted', '200', 'GD1'],
      ]);
    });

    it('make a bundle that holds together, in which no validator finds anything', () => {
      const resources = resolvedResources(visitToBundle(visit, defaultFamily, record));
      for (const resource of resources) expect(judge(resource), resource.resourceType).to.deep.equal(clean);
      const types = new Set(resources.map(({ resourceType }) => resourceType));
      expect([...types]).to.include.members([
        'Specimen',
        'DiagnosticReport',
        'AllergyIntolerance',
        'Appointment',
        'DocumentReference',
        'Provenance',
      ]);
    });
  });
});
