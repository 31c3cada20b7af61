import { addDestination, type NewDestination } from '../../../api/interop/add-destination.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import type { TestApi } from '../../support/api.ts';
import type { TestFhirServer } from '../../support/fhir-server.ts';
import type { Workplace } from '../at-work.ts';

/** A destination of the whole installation at a loopback server. */
export async function aDestination(
  api: TestApi,
  { facility }: Pick<Workplace, 'facility'>,
  server: TestFhirServer,
  fields: Partial<NewDestination> = {},
): Promise<string> {
  const ctx = systemCtx(api.services, facility.id);
  const { id } = await addDestination(ctx, api.services.secrets, { name: 'Kho dữ liệu tỉnh', baseUrl: server.baseUrl, ...fields });
  return id;
}

/** An answer of a server that does not take the birth date of the patient. */
export const refusedBirthDate = {
  kind: 'status',
  status: 422,
  outcome: {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'value', expression: ['Bundle.entry[3].resource.ofType(Patient).birthDate'] }],
  },
} as const;
