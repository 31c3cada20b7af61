import type { Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import { deskOfGroup } from '../../domain/results/result-desks.ts';
import type {
  ClinicalAttachment,
  ClinicalOrder,
  ClinicalResult,
  ClinicalSpecimen,
  ClinicalValue,
  OrderGroup,
} from '../../domain/visits/clinical-findings.ts';
import type { ReadTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { rows } from '../knex.ts';
import { present } from '../present.ts';
import { listValues, type OrderResult, type StoredValue } from '../stores/result-store.ts';

export interface OrderFindings {
  orders: ClinicalOrder[];
  specimens: ClinicalSpecimen[];
  results: ClinicalResult[];
}

/** Orders with their samples and approved results; by visit. */
export async function readFindings(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<Map<string, OrderFindings>> {
  const orders = groupRows(await readOrders(tx, facilityId, encounterIds), ({ encounterId }) => encounterId);
  const specimens = groupRows(await readSpecimens(tx, facilityId, encounterIds), ({ encounterId }) => encounterId);
  const issues = groupRows(await readIssues(tx, facilityId, encounterIds), ({ orderId }) => orderId);
  const shown = [...issues.values()].flatMap((own) => shownIssue(own)?.id ?? []);
  const values = groupRows(await listValues(tx, facilityId, shown), ({ resultId }) => resultId);
  const numbers = await readMohCodes(tx, [...new Set([...values.values()].flat().map(({ indicatorCode }) => indicatorCode))]);
  const files = groupRows(await readFiles(tx, facilityId, encounterIds), ({ orderId }) => orderId);
  return new Map(
    encounterIds.map((id) => {
      const samples = (specimens.get(id) ?? []).map(toSpecimen);
      const own = (orders.get(id) ?? []).map(toOrder);
      const results = own.flatMap((order) => {
        const of = issues.get(order.id) ?? [];
        const parts = { values: values.get(shownIssue(of)?.id ?? '') ?? [], numbers, samples, files: files.get(order.id) ?? [] };
        return toResult(order, of, parts);
      });
      return [id, { orders: own, specimens: samples, results }];
    }),
  );
}

interface OrderRow {
  encounterId: string;
  id: string;
  serviceCode: string;
  serviceName: string;
  serviceGroup: string;
  quantity: Decimal;
  state: ClinicalOrder['state'];
  urgent: boolean;
  orderedAt: Instant;
  orderedBy: string;
  performedAt: Instant | null;
  performedBy: string | null;
  reason: string | null;
  procedureCode: string | null;
}

/** A code of ICD-9-CM only where the list links the service with exactly one, and surely. */
async function readOrders(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<OrderRow[]> {
  return await rows<OrderRow>(
    tx,
    `SELECT o.encounter_id, o.id, o.service_code, o.service_name, o.service_group, o.quantity, o.state, o.urgent, o.ordered_at, o.ordered_by,
            o.performed_at, o.performed_by, o.reason, t.procedure_code
       FROM service_orders AS o
       LEFT JOIN LATERAL (
         SELECT min(p.procedure_code) AS procedure_code FROM technique_procedures AS p
          WHERE p.technique_code = o.service_code AND p.confidence = 'sure' AND p.valid_from <= o.ordered_at::date
            AND (p.valid_to IS NULL OR p.valid_to >= o.ordered_at::date)
         HAVING count(DISTINCT p.procedure_code) = 1
       ) AS t ON true
      WHERE o.facility_id = :facilityId AND o.encounter_id = ANY (CAST(:encounterIds AS uuid[])) ORDER BY o.ordered_at, o.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 500 * encounterIds.length } as never,
  );
}

function groupOf(serviceGroup: string): OrderGroup {
  const desk = deskOfGroup(serviceGroup);
  if (desk === undefined) return 'procedure';
  return serviceGroup === 'TDCN' ? 'functional' : desk;
}

const toOrder = ({ serviceGroup, urgent, orderedBy, performedBy, performedAt, reason, procedureCode, ...one }: OrderRow): ClinicalOrder => {
  const { encounterId: _, ...order } = one;
  return {
    ...order,
    group: groupOf(serviceGroup),
    isUrgent: urgent,
    orderedById: orderedBy,
    ...present({ performedAt, performedById: performedBy, reason, procedureCode }),
  };
};

interface SpecimenRow extends Omit<ClinicalSpecimen, 'receivedAt' | 'rejectReason'> {
  encounterId: string;
  receivedAt: Instant | null;
  rejectReason: string | null;
}

async function readSpecimens(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<SpecimenRow[]> {
  return await rows<SpecimenRow>(
    tx,
    `SELECT s.encounter_id, s.id, s.number, s.kind, s.taken_at, s.taken_by AS taken_by_id, s.received_at, s.reject_reason,
            ARRAY(SELECT o.order_id FROM specimen_orders AS o WHERE o.facility_id = s.facility_id AND o.specimen_id = s.id ORDER BY o.order_id) AS order_ids
       FROM specimens AS s
      WHERE s.facility_id = :facilityId AND s.encounter_id = ANY (CAST(:encounterIds AS uuid[])) ORDER BY s.taken_at, s.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 200 * encounterIds.length } as never,
  );
}

const toSpecimen = ({ encounterId: _, receivedAt, rejectReason, ...one }: SpecimenRow): ClinicalSpecimen => ({
  ...one,
  ...present({ receivedAt, rejectReason }),
});

type Issue = Pick<OrderResult, 'id' | 'orderId' | 'kind' | 'description' | 'conclusion' | 'machineCode' | 'performedAt' | 'performedBy'> & {
  approvedAt: Instant;
  approvedBy: string;
};

/** Approved issues, oldest first. */
async function readIssues(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<Issue[]> {
  return await rows<Issue>(
    tx,
    `SELECT r.id, r.order_id, r.kind, r.description, r.conclusion, r.machine_code, r.performed_at, r.performed_by, r.approved_at, r.approved_by
       FROM order_results AS r
      WHERE r.facility_id = :facilityId AND r.encounter_id = ANY (CAST(:encounterIds AS uuid[])) AND r.approved_at IS NOT NULL
      ORDER BY r.order_id, r.number LIMIT :limit`,
    { facilityId, encounterIds, limit: 1000 * encounterIds.length } as never,
  );
}

/** The newest issue with something in it: of a result that was taken back, what it said. */
const shownIssue = (issues: Issue[]): Issue | undefined => issues.findLast(({ kind }) => kind !== 'withdrawal');

async function readMohCodes(tx: ReadTx, codes: string[]): Promise<Map<string, string>> {
  const found = await rows<{ code: string; mohCode: string }>(
    tx,
    `SELECT DISTINCT ON (i.code) i.code, i.moh_code FROM lab_indicators AS i
      WHERE i.code = ANY (CAST(:codes AS text[])) AND i.moh_code IS NOT NULL ORDER BY i.code, i.valid_from DESC LIMIT :limit`,
    { codes, limit: codes.length } as never,
  );
  return new Map(found.map(({ code, mohCode }) => [code, mohCode]));
}

interface FileRow {
  orderId: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
}

async function readFiles(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<FileRow[]> {
  return await rows<FileRow>(
    tx,
    `SELECT a.order_id, a.name, a.media_type, a.size_bytes
       FROM order_attachments AS a JOIN service_orders AS o ON o.facility_id = a.facility_id AND o.id = a.order_id
      WHERE a.facility_id = :facilityId AND o.encounter_id = ANY (CAST(:encounterIds AS uuid[])) AND a.retracted_at IS NULL
      ORDER BY a.added_at, a.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 100 * encounterIds.length } as never,
  );
}

interface ResultParts {
  values: StoredValue[];
  numbers: Map<string, string>;
  samples: ClinicalSpecimen[];
  files: FileRow[];
}

function toResult(order: ClinicalOrder, issues: Issue[], parts: ResultParts): ClinicalResult[] {
  const shown = shownIssue(issues);
  const last = issues.at(-1);
  if (shown === undefined || last === undefined) return [];
  const { serviceCode, serviceName, group } = order;
  return [
    {
      ...{ orderId: order.id, group, serviceCode, serviceName },
      state: last.kind === 'withdrawal' ? 'withdrawn' : last.kind === 'correction' ? 'corrected' : 'final',
      ...present({ description: shown.description, conclusion: shown.conclusion, machineCode: shown.machineCode }),
      performedAt: shown.performedAt,
      performedById: shown.performedBy,
      approvedAt: last.approvedAt,
      approvedById: last.approvedBy,
      specimenIds: parts.samples.filter((one) => one.rejectReason === undefined && one.orderIds.includes(order.id)).map(({ id }) => id),
      values: parts.values.map((value) => toValue(value, parts.numbers)),
      attachments: parts.files.map(toAttachment),
    },
  ];
}

function toValue(value: StoredValue, numbers: Map<string, string>): ClinicalValue {
  const { indicatorCode, name, valueKind: kind, highOpen: isHighOpen } = value;
  const { loinc, comparator, number, text, unit, ucum, flag, low, high, normalChoice } = value;
  const mohCode = numbers.get(indicatorCode);
  return {
    ...{ indicatorCode, name, kind, isHighOpen },
    ...present({ loinc, mohCode, comparator, number, text, unit, ucum, flag, low, high, normalChoice }),
  };
}

const toAttachment = ({ name, mediaType, sizeBytes }: FileRow): ClinicalAttachment => ({ title: name, contentType: mediaType, sizeBytes });
