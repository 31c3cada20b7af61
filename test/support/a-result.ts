import type { ClinicalOrder, ClinicalResult } from '../../domain/visits/clinical-findings.ts';

/** Everybody and every number here is invented. Ids of the visit are those of `aVisit`. */
export const clinicalId = (n: number): string => `01940000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;
const id = clinicalId;
export const doctorId = '01940000-0000-7000-8000-000000000011';
export const nurseId = '01940000-0000-7000-8000-000000000012';
export const technicianId = '01940000-0000-7000-8000-000000000013';

export const bloodCount: ClinicalOrder = {
  id: id(1),
  serviceCode: '22.0121.1369',
  serviceName: 'Tổng phân tích tế bào máu ngoại vi (bằng máy đếm laser)',
  group: 'laboratory',
  quantity: '1',
  state: 'performed',
  isUrgent: false,
  orderedAt: '2026-11-24T00:15:00Z',
  orderedById: doctorId,
  performedAt: '2026-11-24T01:10:00Z',
  performedById: technicianId,
  icdCode: 'J02.9',
};

export const image: ClinicalOrder = {
  ...bloodCount,
  id: id(2),
  serviceCode: '18.0119.0028',
  serviceName: 'Chụp X-quang ngực thẳng',
  group: 'imaging',
  isUrgent: true,
  icdCode: 'R05',
  reason: 'ho kéo dài',
};

export const dressing: ClinicalOrder = {
  ...bloodCount,
  id: id(3),
  serviceCode: '03.3826.0200',
  serviceName: 'Thay băng, cắt chỉ vết mổ',
  group: 'procedure',
  performedById: nurseId,
  procedureCode: '93.57',
};

export const counted: ClinicalResult = {
  orderId: bloodCount.id,
  group: 'laboratory',
  serviceCode: bloodCount.serviceCode,
  serviceName: bloodCount.serviceName,
  state: 'final',
  conclusion: 'Bạch cầu tăng nhẹ',
  machineCode: 'HH.1.14009.XN0001',
  performedAt: '2026-11-24T01:00:00Z',
  performedById: technicianId,
  approvedAt: '2026-11-24T01:10:00Z',
  approvedById: technicianId,
  specimenIds: [id(5)],
  values: [
    {
      indicatorCode: 'WBC',
      name: 'Số lượng bạch cầu (WBC)',
      loinc: '6690-2',
      mohCode: 'XN.0001',
      kind: 'numeric',
      number: '11.2',
      unit: 'G/L',
      ucum: '10*9/L',
      flag: 'H',
      low: '4',
      high: '10',
      isHighOpen: false,
    },
    {
      indicatorCode: 'CRP',
      name: 'CRP',
      loinc: '1988-5',
      kind: 'numeric',
      comparator: '<',
      number: '0.1',
      unit: 'mg/L',
      ucum: 'mg/L',
      flag: 'N',
      high: '5',
      isHighOpen: true,
    },
    { indicatorCode: 'TC', name: 'Độ tập trung', kind: 'numeric', number: '12', unit: 'giây/mẫu', isHighOpen: false },
    { indicatorCode: 'NIT', name: 'Nitrit', kind: 'coded', text: 'Âm tính', flag: 'N', isHighOpen: false, normalChoice: 'Âm tính' },
    { indicatorCode: 'TB', name: 'Hình dạng tế bào', kind: 'text', text: 'Bình thường', isHighOpen: false },
  ],
  attachments: [],
};

export const seen: ClinicalResult = {
  ...counted,
  orderId: image.id,
  group: 'imaging',
  serviceCode: image.serviceCode,
  serviceName: image.serviceName,
  state: 'corrected',
  description: 'Hai phế trường sáng đều',
  conclusion: 'Chưa thấy tổn thương',
  specimenIds: [],
  values: [],
  attachments: [
    { title: 'phieu-ket-qua.pdf', contentType: 'application/pdf', sizeBytes: 6, data: 'JVBERi0x', sha1: 'TBji7B0ebZ5T9XSZpmrraR1oc3A=' },
  ],
};
