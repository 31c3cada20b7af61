import type { ClaimRules } from './claim-check.ts';
import { allOf, eachRow, wholeClaim } from './rule-builders.ts';

const FIRST_COSTS = ['MA_DICH_VU', 'MA_THUOC', 'MA_VAT_TU'] as const;
const EMERGENCY = '2';

/** The check-in of table 0: rules CHK. Source: docs/legal/insurance.md#check-in */
export const checkInRules: ClaimRules = {
  'CHK-002': eachRow('XML0', FIRST_COSTS, (row) => FIRST_COSTS.every((field) => !row.has(field))),
  'CHK-003': eachRow('XML0', ['TEN_DICH_VU', 'TEN_THUOC', 'TEN_VAT_TU'], (row) =>
    FIRST_COSTS.some((field) => row.has(field) && !row.has(field.replace('MA_', 'TEN_'))),
  ),
  'CHK-004': eachRow(
    'XML0',
    ['NGAY_VAO_NOI_TRU'],
    (row) => row.has('NGAY_VAO_NOI_TRU') && row.text('NGAY_VAO_NOI_TRU') < row.text('NGAY_VAO'),
  ),
  'CHK-005': eachRow('XML0', ['LY_DO_VNT'], (row) => row.has('NGAY_VAO_NOI_TRU') && !row.has('LY_DO_VNT')),
  'CHK-006': allOf(
    eachRow('XML0', ['NGAY_YL'], (row) => row.has('NGAY_YL') && row.text('NGAY_YL') < row.text('NGAY_VAO')),
    // A clock that runs behind must not block a file.
    eachRow('XML0', ['NGAY_YL'], (row, { context }) => context.now !== undefined && row.text('NGAY_YL') > context.now, 'warning'),
  ),
  'CHK-007': wholeClaim(
    'XML1',
    ['MA_LK'],
    (claim) => claim.isInsured && claim.context.checkedIn === false && !claim.summary.is('MA_DOITUONG_KCB', EMERGENCY),
  ),
  'CHK-008': eachRow('XML0', ['MA_THE_BHYT'], (row) => row.has('MA_THE_BHYT') && row.text('MA_THE_BHYT').length !== 15),
};
