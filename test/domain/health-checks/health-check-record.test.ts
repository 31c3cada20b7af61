import { expect } from 'chai';
import { checkHealthCheck, HealthCheckRecord, icdCodesIn } from '../../../domain/health-checks/health-check-record.ts';
import { hubVerdictOf } from '../../../domain/health-checks/hub-answer.ts';

const NOW = '2026-11-30T09:00:00.000Z';

const record: HealthCheckRecord = {
  id: 'KSK-1',
  patientNumber: '26000001',
  concludedAt: '2026-11-30T10:00:00+07:00',
  tables: [
    { code: 'XML1', rows: [{ KET_LUAN: 'Loại I' }] },
    { code: 'XML4', rows: [{ MA_BENH: 'I10;E11.9' }, { MA_BENH: '' }] },
  ],
};
const found = (changes: Partial<HealthCheckRecord>) =>
  checkHealthCheck({ ...record, ...changes }, NOW).map(({ code, path }) => `${code} ${path}`.trim());

describe('a health check that is handed over', () => {
  it('is sound as it stands', () => expect(found({})).to.deep.equal([]));

  it('has exactly one row in its first table', () => {
    const two = { code: 'XML1', rows: [{ KET_LUAN: 'Loại I' }, { KET_LUAN: 'Loại II' }] };
    for (const tables of [[], [two], [{ code: 'XML2', rows: [{ A: '1' }] }]])
      expect(found({ tables })).to.deep.equal(['health_check_summary_missing tables']);
  });

  it('has tables from 1 to 15, each once', () => {
    const [first = { code: '', rows: [] }] = record.tables;
    expect(found({ tables: [first, { code: 'XML15', rows: [{ A: '1' }] }] })).to.deep.equal([]);
    for (const code of ['XML0', 'XML16', 'XML01', 'xml2'])
      expect(found({ tables: [first, { code, rows: [{ A: '1' }] }] })).to.deep.equal(['health_check_table_unknown tables.1.code']);
    const twice = { code: 'XML2', rows: [{ A: '1' }] };
    expect(found({ tables: [first, twice, twice] })).to.deep.equal(['health_check_table_twice tables.2.code']);
  });

  it('holds no character that XML cannot', () => {
    const tables = [{ code: 'XML1', rows: [{ KET_LUAN: 'Loại I\nkhỏe', GHI_CHU: 'a\u0000b' }] }];
    expect(found({ tables })).to.deep.equal(['health_check_character_forbidden tables.0.rows.0.GHI_CHU']);
  });

  it('was not concluded in the future, and is late after 24 hours, not at them', () => {
    expect(found({ concludedAt: '2026-11-30T16:00:00+07:00' })).to.deep.equal([]);
    expect(found({ concludedAt: '2026-11-30T16:00:01+07:00' })).to.deep.equal(['health_check_in_future concludedAt']);
    expect(found({ concludedAt: '2026-11-29T16:00:00+07:00' })).to.deep.equal([]);
    const [late] = checkHealthCheck({ ...record, concludedAt: '2026-11-29T15:59:59+07:00' }, NOW);
    expect(late).to.include({ code: 'health_check_late', severity: 'warning' });
  });

  it('has field names in capitals and nothing that the form does not know', () => {
    const takes = (given: object) => HealthCheckRecord.safeParse(given).success;
    expect(takes(record)).to.equal(true);
    expect(takes({ ...record, tables: [{ code: 'XML1', rows: [{ 'a b': '1' }] }] })).to.equal(false);
    expect(takes({ ...record, note: 'x' })).to.equal(false);
    expect(takes({ ...record, concludedAt: '2026-11-30' })).to.equal(false);
    expect(takes({ ...record, id: 'KSK/1' })).to.equal(false);
  });

  it('tells its ICD-10 codes, alone or in a list, not what looks like one inside a word', () => {
    const tables = [{ code: 'XML1', rows: [{ A: 'I10;B20.1, Z00', B: 'bệnh', C: 'XI10', D: 'I1' }] }];
    expect(icdCodesIn(tables)).to.deep.equal(['I10', 'B20.1', 'Z00']);
  });
});

describe('a code of the hub', () => {
  it('means what the decision says, and nothing when it is in none', () => {
    expect(hubVerdictOf('CM_SUCCESS')).to.equal('taken');
    expect(hubVerdictOf('CM_INVALID_REQUEST')).to.equal('record-refused');
    expect(hubVerdictOf('PS_SIGNATURE_INVALID')).to.equal('signature-refused');
    expect(hubVerdictOf('PS_DS_CA_SIGNATURE_INVALID')).to.equal('signature-refused');
    for (const code of ['', 'CM_OTHER', 'toString', 'constructor']) expect(hubVerdictOf(code)).to.equal(undefined);
  });
});
