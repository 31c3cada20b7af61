import type { ReadTx } from '../../db/doors.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import {
  findDoctorAccount,
  findFacilityAccount,
  type DoctorAccount,
  type FacilityAccount,
} from '../../db/stores/national-account-store.ts';
import type { Services } from '../http/context.ts';
import { unseal } from '../http/seal.ts';
import { nationalClient, type TokenStore } from './national-client.ts';
import { nationalSimulator } from './national-simulator.ts';
import type { NationalSystem } from './national-system.ts';

/** The accounts as stored, sealed; without one of the facility the simulator answers. */
export interface StoredAccounts {
  facilityLinkCode: string;
  facility: FacilityAccount | undefined;
  doctor: DoctorAccount | undefined;
}

export async function readAccounts(tx: ReadTx, facilityId: string, doctorId: string | undefined): Promise<StoredAccounts> {
  const found = await findFacility(tx, facilityId);
  if (found === undefined) throw new Error('a facility is gone');
  const facility = await findFacilityAccount(tx, facilityId);
  const doctor = facility === undefined || doctorId === undefined ? undefined : await findDoctorAccount(tx, facilityId, doctorId);
  return { facilityLinkCode: found.prescriptionLinkCode, facility, doctor };
}

/** Tokens of a process, so that a hundred prescriptions log in once; another account is another row. */
const stores = new WeakMap<Services, TokenStore>();

/** Who answers with these accounts. */
export function systemOf(services: Services, { facilityLinkCode, facility, doctor }: StoredAccounts): NationalSystem {
  if (facility === undefined) return nationalSimulator();
  const tokens = stores.get(services) ?? (new Map() as TokenStore);
  stores.set(services, tokens);
  const open = (account: FacilityAccount | DoctorAccount): string => unseal(services.secrets, account.id, account.password);
  return nationalClient({
    accounts: {
      ...{ baseUrl: facility.baseUrl, facilityLinkCode, facilityPassword: open(facility) },
      ...(doctor === undefined ? {} : { doctor: { linkCode: doctor.linkCode, password: open(doctor) } }),
    },
    now: services.now,
    tokens,
    // A doctor's token is of one facility account: another host must not see it.
    keys: { facility: facility.id, doctor: `${facility.id}:${doctor?.id ?? ''}` },
  });
}
