import { expect } from 'chai';
import { Refusal } from '../../../api/http/errors.ts';
import { endSigningKey, ensureDemoKey, setSigningKey, showSigningKey, signerOf } from '../../../api/http/signing/signing-key.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import type { Ctx } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { aFacility, testApi, type TestApi } from '../../support/api.ts';
import { aKeyFile } from '../../support/signing-key.ts';

describe('the signing key of a facility', function () {
  this.timeout(60_000);
  let api: TestApi;
  let ctx: Ctx;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    ctx = systemCtx(api.services, (await aFacility(api)).facility.id);
  });

  const set = async (key = aKeyFile()) => await setSigningKey(ctx, api.services.secrets, key);
  const signer = async (towards: 'portal' | 'simulator') => {
    const found = await signerOf(ctx, api.services.secrets, towards);
    return 'obstacle' in found ? found.obstacle : found.certificate.subject;
  };
  const refusalOf = async (work: Promise<unknown>): Promise<string[]> =>
    await work.then(
      () => [],
      (cause: unknown) => (cause instanceof Refusal ? cause.issues.map(({ code }) => code) : [String(cause)]),
    );

  it('signs towards the simulator with one for trial that is made once, and never towards the portal', async () => {
    expect(await signer('portal')).to.equal('key-missing');
    expect(await signer('simulator')).to.include('CHỨNG THƯ THỬ NGHIỆM');
    await ensureDemoKey(ctx, api.services.secrets);
    const stored = await rows(api.database.owner, `SELECT k.id FROM signing_keys AS k WHERE k.facility_id = :id`, { id: ctx.facilityId });
    expect(stored).to.have.length(1);
    expect(await signer('portal')).to.equal('key-is-demo');
  });

  it('takes the place of the one for trial and lies sealed', async () => {
    await signer('simulator');
    await set();
    expect(await signer('portal')).to.equal('CN=Test hospital');
    expect(await signer('simulator')).to.equal('CN=Test hospital');
    expect(await showSigningKey(ctx)).to.deep.include({ subject: 'CN=Test hospital', demo: false });
    const [stored] = await rows<{ privateKey: Buffer; logged: string }>(
      api.database.owner,
      `SELECT k.private_key, (SELECT string_agg(c::text, ' ') FROM change_log AS c WHERE c.facility_id = k.facility_id) AS logged
         FROM signing_keys AS k WHERE k.facility_id = :id AND k.removed_at IS NULL`,
      { id: ctx.facilityId },
    );
    expect(stored?.privateKey.toString('latin1')).not.to.include('PRIVATE KEY');
    expect(stored?.logged).not.to.include('PRIVATE KEY');
  });

  it('is refused when its file does not open or its certificate is not in force', async () => {
    expect(await refusalOf(set({ ...aKeyFile(), password: 'sai' }))).to.deep.equal(['signing_key_unreadable']);
    expect(await refusalOf(set(aKeyFile({ until: '2021-01-01' })))).to.deep.equal(['signing_key_not_in_force']);
    expect(await showSigningKey(ctx)).to.equal(undefined);
  });

  it('stops signing when its certificate ends, and when it is taken away', async () => {
    await set();
    const later = { ...ctx, now: '2041-01-01T00:00:00Z' };
    expect(await signerOf(later, api.services.secrets, 'portal')).to.deep.equal({ obstacle: 'key-not-in-force' });
    await endSigningKey(ctx);
    expect(await signer('portal')).to.equal('key-missing');
  });

  it('of one facility signs nothing for another', async () => {
    await set();
    ctx = systemCtx(api.services, (await aFacility(api)).facility.id);
    expect(await signer('portal')).to.equal('key-missing');
  });
});
