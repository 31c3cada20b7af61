import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { writeClaimFile } from '../../../api/http/claim-xml-writer.ts';
import { buildClaim } from '../../../domain/claims/build-claim.ts';
import type { ClaimFacts } from '../../../domain/claims/claim-facts.ts';
import { aCoverage, aVisit, type VisitChanges } from '../../domain/claims/a-visit.ts';
import { allFacts, anAppointment, aResult, aSickLeave } from '../../domain/claims/claim-facts-examples.ts';

const visits: Record<string, { changes: VisitChanges; facts: ClaimFacts }> = {
  examination: { changes: {}, facts: { results: [aResult()], sickLeave: aSickLeave(), appointment: anAppointment() } },
  'two-cards': { changes: { coverages: [aCoverage(), aCoverage({ id: 'second', cardNumber: 'HN2141234567890' })] }, facts: {} },
  uninsured: { changes: { coverages: [], encounter: { arrivalCategory: '9' } }, facts: { results: [aResult()] } },
  // Past midnight at home, still the day before in UTC.
  'stay-of-2024': {
    changes: {
      encounter: {
        careType: '03',
        dischargeType: '2',
        referredTo: '14001',
        startedAt: '2024-11-24T18:00:00Z',
        endedAt: '2024-11-27T17:30:00Z',
      },
    },
    facts: allFacts(),
  },
  'stay-of-2026': { changes: { encounter: { careType: '03', dischargeType: '2', referredTo: '14001' } }, facts: allFacts() },
};
const write = (name: string): Buffer => {
  const { changes, facts } = visits[name] as (typeof visits)[string];
  return writeClaimFile(buildClaim(aVisit(changes), facts, { summaryOfEveryVisit: false }), '14009', '2026-11-25');
};
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const golden = (name: string) => new URL(`golden/${name}.xml`, import.meta.url);
const digests = new URL('golden/digests.json', import.meta.url);

describe('the claim files of known visits', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  if (process.env['HIS_UPDATE_SNAPSHOTS'] === 'on') {
    before(() => {
      for (const name of Object.keys(visits)) writeFileSync(golden(name), write(name));
      const made = Object.fromEntries(Object.keys(visits).map((name) => [name, sha256(write(name))]));
      writeFileSync(digests, `${JSON.stringify(made, null, 2)}\n`);
    });
  }

  for (const name of Object.keys(visits)) {
    it(`are the same bytes as ever, whatever the clock of the server: ${name}`, () => {
      const known = JSON.parse(readFileSync(digests, 'utf8')) as Record<string, string>;
      for (const place of ['Asia/Ho_Chi_Minh', 'UTC', 'America/Los_Angeles']) {
        process.env['TZ'] = place;
        expect(write(name).equals(readFileSync(golden(name))), place).to.equal(true);
        expect(sha256(write(name)), place).to.equal(known[name]);
      }
    });
  }
});
