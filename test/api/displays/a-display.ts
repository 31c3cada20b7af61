import type { DisplayKey, DisplayMode } from '../../../api/displays/display-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aUser, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';

export interface WithDisplay extends Workplace {
  administrator: Client;
  display: DisplayKey;
}

/** A workplace with an administrator and a display on the wall. */
export async function aDisplay(api: TestApi, mode: DisplayMode = 'numbers'): Promise<WithDisplay> {
  const place = await aWorkplace(api);
  const administrator = await aUser(api, place.facility, ['facility-administrator']);
  const made = await administrator.post('/displays', { id: newId(), name: 'Sảnh chờ', mode }).expect(201);
  return { ...place, administrator, display: made.body as DisplayKey };
}
