import { add, compare } from '../../money.ts';
import { type AuditTopic, auditTopics } from './audit-topics.ts';
import type { CheckedClaim, CheckedRow } from './checked-claim.ts';
import type { ClaimRule, ClaimRules } from './claim-check.ts';
import { hit } from './rule-builders.ts';

/** Topics of the later audit as far as the tables tell: rules AUD. Source: docs/legal/insurance.md#checks */
export const auditRules: ClaimRules = Object.fromEntries(Object.entries(auditTopics).map(([id, topic]) => [id, ruleOf(topic)]));

function ruleOf(topic: AuditTopic): ClaimRule {
  const [table, nameField, name] =
    topic.drug === undefined ? (['XML3', 'TEN_DICH_VU', topic.service] as const) : (['XML2', 'TEN_THUOC', topic.drug] as const);
  return (claim) =>
    claim
      .rows(table)
      .filter(
        (row) =>
          isPaid(row) &&
          name?.test(row.text(nameField)) === true &&
          (topic.route === undefined || topic.route.test(row.text('DUONG_DUNG'))),
      )
      .filter((row) => fires(topic, row, claim))
      .map((row) => hit(row, [nameField, 'MA_BENH_CHINH']));
}

const isPaid = (row: CheckedRow): boolean => compare(row.amount('T_BHTT'), '0') > 0;

/** A topic without any condition fires wherever the drug or service stands. */
function fires(topic: AuditTopic, row: CheckedRow, claim: CheckedClaim): boolean {
  const conditions = [
    topic.besideService &&
      claim.rows('XML3').some((other) => other !== row && isPaid(other) && topic.besideService?.test(other.text('TEN_DICH_VU'))),
    topic.besideDrug && claim.rows('XML2').some((other) => isPaid(other) && topic.besideDrug?.test(other.text('TEN_THUOC'))),
    topic.withoutService && !claim.rows('XML3').some((other) => other !== row && topic.withoutService?.test(other.text('TEN_DICH_VU'))),
    topic.withoutDrug &&
      !claim.rows('XML2', 'XML3').some((other) => topic.withoutDrug?.test(`${other.text('TEN_THUOC')} ${other.text('TEN_VAT_TU')}`)),
    topic.onlyFor && claim.diseases.length > 0 && !claim.diseases.some((code) => topic.onlyFor?.test(code)),
    topic.notFor && claim.diseases.some((code) => topic.notFor?.test(code)),
    topic.notUnder !== undefined && claim.age !== undefined && claim.age < topic.notUnder,
    topic.notFrom !== undefined && claim.age !== undefined && claim.age >= topic.notFrom,
    topic.mostPerDay !== undefined && isOverDay(topic, row, claim),
  ];
  const isUnconditional = Object.keys(topic).every((key) => ['drug', 'service', 'route'].includes(key));
  return isUnconditional || conditions.some((condition) => condition === true);
}

/** True for the first row of a day with more than the topic allows. */
function isOverDay(topic: AuditTopic, row: CheckedRow, claim: CheckedClaim): boolean {
  const day = row.text('NGAY_YL').slice(0, 8);
  const same = claim
    .rows('XML3')
    .filter((other) => isPaid(other) && topic.service?.test(other.text('TEN_DICH_VU')) === true && other.text('NGAY_YL').startsWith(day));
  return same[0] === row && compare(add('0', ...same.map((other) => other.amount('SO_LUONG'))), String(topic.mostPerDay)) > 0;
}
