import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import { type ReadableType, readableTypes } from '../../../fhir-mappings/readable-types.ts';
import { parametersOf } from './search-parameters.ts';

/** Kinds of the parameters that we know. */
const kinds = {
  _id: 'token',
  _lastUpdated: 'date',
  identifier: 'token',
  patient: 'reference',
} as const satisfies Record<string, NonNullable<CapabilityStatementRestResource['searchParam']>[number]['type']>;

const operation = (name: string, definition: string) => ({ name, definition });
const EXPORT = operation('export', 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export');
const operations: Partial<Record<ReadableType, ReturnType<typeof operation>[]>> = {
  Patient: [
    operation('everything', 'http://hl7.org/fhir/OperationDefinition/Patient-everything'),
    operation('summary', 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary'),
  ],
};

/** What others can do here, from the same table that answers them. Source: HL7 FHIR R4 CapabilityStatement; SMART App Launch 2.0 */
export function capabilityStatement({ url, version, date }: { url: string; version: string; date: string }): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'Hoa Ban HIS', version },
    implementation: { description: 'Records of closed visits of one facility, for reading', url },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    instantiates: ['http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data'],
    rest: [
      {
        mode: 'server',
        documentation: 'Reading only. Searches are strict: a parameter that is not listed is refused. Pages hold at most 100 matches.',
        security: {
          service: [
            {
              coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }],
              text: 'SMART Backend Services',
            },
          ],
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [{ url: 'token', valueUri: `${url}/token` }],
            },
          ],
        },
        resource: [...(Object.keys(readableTypes) as ReadableType[]).map(resourceOf), group],
      },
    ],
  };
}

function resourceOf(type: ReadableType): CapabilityStatementRestResource {
  const offered = operations[type];
  return {
    type,
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    // A version names the content it has now; earlier ones are not kept.
    versioning: 'versioned',
    readHistory: false,
    searchParam: parametersOf(type).map((name) => ({ name, type: kinds[name as keyof typeof kinds] })),
    ...(offered === undefined ? {} : { operation: offered }),
    ...(type === 'AuditEvent' ? { documentation: 'A search names the patient.' } : {}),
  };
}

/** The people of the facility as one group, to export from. */
const group: CapabilityStatementRestResource = {
  type: 'Group',
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  operation: [EXPORT],
};

/** Where a token is to be had and how. Source: SMART App Launch 2.0, .well-known/smart-configuration */
export const smartConfiguration = (url: string): object => ({
  token_endpoint: `${url}/token`,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  grant_types_supported: ['client_credentials'],
  scopes_supported: ['system/*.rs', ...Object.keys(readableTypes).map((type) => `system/${type}.rs`)],
  capabilities: ['client-confidential-asymmetric', 'permission-v2', 'permission-v1'],
});
