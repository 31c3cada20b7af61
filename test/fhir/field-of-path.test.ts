import { expect } from 'chai';
import { fieldOfPath } from '../../fhir-mappings/field-of-path.ts';

const fieldOf = (path: string): string | undefined => fieldOfPath(path)?.field;

describe('the field to mend for a path that a receiver names', () => {
  it('is that of the person', () => {
    expect(fieldOf('Patient.birthDate')).to.equal('NGAY_SINH');
    expect(fieldOf('Patient.name[0].text')).to.equal('HO_TEN');
    expect(fieldOf('patient.fullName')).to.equal('HO_TEN');
    expect(fieldOf('Patient.identifier[*].value')).to.equal('SO_CCCD');
  });

  it('is found inside a bundle', () => {
    expect(fieldOf('Bundle.entry[3].resource.ofType(Patient).gender')).to.equal('GIOI_TINH');
    expect(fieldOf('Bundle.entry[*].resource.Coverage.period.start')).to.equal('GT_THE_TU');
  });

  it('is that of our own check', () => {
    expect(fieldOfPath('prescriptions.0.lines.1.dosageText')).to.deep.equal({ table: 'XML2', field: 'LIEU_DUNG' });
    expect(fieldOf('encounter.endedAt')).to.equal('NGAY_RA');
    expect(fieldOf('coverages.*.validTo')).to.equal('GT_THE_DEN');
  });

  it('is none where no desk enters what the path names', () => {
    expect(fieldOf('')).to.equal(undefined);
    expect(fieldOf('Bundle.entry[2]')).to.equal(undefined);
    expect(fieldOf('Provenance.recorded')).to.equal(undefined);
  });
});
