import { claimRow, type ClaimRow, type TableCode } from '../../domain/claims/claim-definitions.ts';

export type Values = Readonly<Record<string, string>>;

/** Everybody and every number here is invented. */
export const key = 'LK26.000777';
export const doctor = '001234/SL-CCHN';
export const nurse = '000456/SL-GPHN';
export const tender = '622/QĐ-SYT;G1;N4;2026';

export const rowOf = (code: TableCode, values: Values): ClaimRow => claimRow(code, '1931', { MA_LK: key, ...values });
export const person = {
  MA_BN: '26000777',
  HO_TEN: 'LÒ THỊ NGẦN',
  SO_CCCD: '014190000777',
  NGAY_SINH: '199005150000',
  GIOI_TINH: '2',
  MA_QUOCTICH: '000',
  MA_DANTOC: '03',
  MA_NGHE_NGHIEP: '00000',
  DIA_CHI: 'Bản Mòng, xã Mường La, tỉnh Sơn La',
  MATINH_CU_TRU: '14',
  MAXA_CU_TRU: '03760',
  DIEN_THOAI: '0912000777',
  CAN_NANG: '47.5',
};
export const card = {
  MA_THE_BHYT: 'GD4141234567890',
  MA_DKBD: '14009',
  GT_THE_TU: '20260101',
  GT_THE_DEN: '20261231',
  NAM_NAM_LIEN_TUC: '20300301',
};
export const texts = { CHAN_DOAN_VAO: 'Viêm ruột thừa', CHAN_DOAN_RV: 'Viêm ruột thừa cấp', PP_DIEU_TRI: 'Phẫu thuật nội soi, kháng sinh' };
export const stay = { NGAY_VAO: '202611020800', NGAY_RA: '202611051000' };
