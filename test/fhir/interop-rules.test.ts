import { expect } from 'chai';
import { checkDestination } from '../../api/interop/add-destination.ts';
import { classifyTransaction } from '../../api/interop/classify-answer.ts';
import { canonicalJson, contentHash } from '../../api/interop/content-hash.ts';
import { seal, unseal } from '../../api/http/seal.ts';
import { decideOutcome } from '../../api/interop/next-try.ts';
import { readCapability } from '../../api/interop/probe-peer.ts';

describe('the content hash', () => {
  it('is the same for the same content in another order, and another for another order of a list', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: 1, c: 2 } })).to.equal('{"a":{"c":2,"d":1},"b":[2,1]}');
    expect(contentHash({ a: 1, b: 2 })).to.equal(contentHash({ b: 2, a: 1 }));
    expect(contentHash({ a: [1, 2] })).to.not.equal(contentHash({ a: [2, 1] }));
  });
});

describe('credentials', () => {
  const secrets = { accessTokenKey: '', databasePassword: '', fieldKey: Buffer.alloc(32, 1).toString('base64url') };
  const other = { ...secrets, fieldKey: Buffer.alloc(32, 2).toString('base64url') };
  const sealed = seal(secrets, 'destination-1', 'a-token');

  it('open with the key and the destination they were sealed with', () => {
    expect(unseal(secrets, 'destination-1', sealed)).to.equal('a-token');
    expect(seal(secrets, 'destination-1', 'a-token').equals(sealed)).to.equal(false);
  });

  it('do not open with another key, for another destination, or when a bit was changed', () => {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    expect(() => unseal(other, 'destination-1', sealed)).to.throw();
    expect(() => unseal(secrets, 'destination-2', sealed)).to.throw();
    expect(() => unseal(secrets, 'destination-1', changed)).to.throw();
  });
});

describe('the next try', () => {
  const now = '2026-11-24T03:00:00.000Z';
  const seconds = (tried: Parameters<typeof decideOutcome>[0], chance = 0): number =>
    (Date.parse(decideOutcome(tried, now, chance).nextTryAt ?? '') - Date.parse(now)) / 1000;
  const lost = (attempts: number) => ({ class: 'transport' as const, attempts, conflicts: 0 });

  it('comes after pauses that double up to half an hour', () => {
    expect([0, 1, 2, 8, 9, 500].map((attempts) => seconds(lost(attempts)))).to.deep.equal([5, 10, 20, 1280, 1800, 1800]);
  });

  it('never comes before the peer asked for, and spreads by a fifth at the most', () => {
    expect(seconds({ ...lost(0), retryAfterSeconds: 60 }, 0.99)).to.equal(60);
    expect(seconds({ ...lost(9), retryAfterSeconds: 60 })).to.equal(1800);
    expect(seconds(lost(9), 0.999)).to.be.within(1440, 1800);
  });

  it('does not come for bad data, a bundle too large, a withheld visit, or the third conflict', () => {
    for (const kind of ['data', 'size', 'withheld'] as const) {
      expect(decideOutcome({ class: kind, attempts: 0, conflicts: 0 }, now, 0)).to.deep.equal({ state: 'refused' });
    }
    expect(decideOutcome({ class: 'conflict', attempts: 1, conflicts: 1 }, now, 0).state).to.equal('waiting');
    expect(decideOutcome({ class: 'conflict', attempts: 2, conflicts: 2 }, now, 0).state).to.equal('refused');
  });

  it('is not needed for what was delivered or has not changed', () => {
    expect(decideOutcome({ class: 'delivered', attempts: 0, conflicts: 0 }, now, 0)).to.deep.equal({ state: 'delivered' });
    expect(decideOutcome({ class: 'unchanged', attempts: 0, conflicts: 0 }, now, 0)).to.deep.equal({ state: 'delivered' });
  });
});

describe('the answer to a transaction', () => {
  const answer = (...statuses: string[]) => ({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: statuses.map((status) => ({ response: { status } })),
  });
  const kind = (...statuses: string[]) => classifyTransaction(200, answer(...statuses), 2).class;

  it('is delivered only when every entry is', () => {
    expect(kind('200 OK', '201 Created')).to.equal('delivered');
    expect(kind('200 OK', '503 Busy')).to.equal('partial');
    expect(kind('429', '429')).to.equal('throttle');
    expect(kind('429', '503')).to.equal('throttle');
  });

  it('is bad data as soon as one entry is', () => {
    expect(kind('200 OK', '422')).to.equal('data');
    expect(kind('503', '400')).to.equal('data');
  });

  it('is no answer when entries are missing', () => {
    expect(kind('200 OK')).to.equal('transport');
    expect(classifyTransaction(200, {}, 2).class).to.equal('transport');
    expect(classifyTransaction(204, undefined, 2).class).to.equal('transport');
  });
});

describe('a destination', () => {
  const codes = (input: object) =>
    checkDestination({ name: 'peer', baseUrl: 'https://fhir.example.vn/r4', ...input }).map(({ code }) => code);

  it('needs a name, a web address without password, and a family that exists', () => {
    expect(codes({})).to.deep.equal([]);
    expect(codes({ name: ' ' })).to.deep.equal(['destination_name_invalid']);
    for (const baseUrl of ['fhir', 'file:///etc/hosts', 'https://a:b@example.vn', 'https://example.vn/?x=1', 'https://example.vn/#x']) {
      expect(codes({ baseUrl }), baseUrl).to.deep.equal(['base_url_invalid']);
    }
    expect(codes({ systemFamily: 'ehealth-gov-draft' })).to.deep.equal([]);
    expect(codes({ systemFamily: 'none' })).to.deep.equal(['fhir_family_unknown']);
    expect(codes({ credentials: { kind: 'bearer', token: 'two\nlines' } })).to.deep.equal(['bearer_token_invalid']);
  });

  it('is warned of when records would travel readable, except inside the machine', () => {
    expect(codes({ baseUrl: 'http://fhir.example.vn' })).to.deep.equal(['base_url_unencrypted']);
    expect(codes({ baseUrl: 'http://127.0.0.1:8080/fhir' })).to.deep.equal([]);
  });

  it('says itself how its resources are named, and what it lacks', () => {
    const types = ['Organization', 'Practitioner', 'Patient', 'Encounter', 'Condition', 'Observation'];
    const resource = types.map((type) => ({ type, updateCreate: true, conditionalUpdate: true }));
    const rest = [{ mode: 'server', interaction: [{ code: 'transaction' }], resource }];
    const fit = { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest };
    const found = (changes: object) => {
      const { strategy, issues } = readCapability({ ...fit, ...changes });
      return [strategy, ...issues.map(({ code }) => code)];
    };
    expect(found({})).to.deep.equal(['client-ids']);
    expect(found({ fhirVersion: '5.0.0' })).to.deep.equal(['client-ids', 'fhir_version_unsupported']);
    expect(found({ rest: [{ mode: 'server', resource }] })).to.deep.equal(['client-ids', 'fhir_transaction_unannounced']);
    const withoutOurIds = [{ ...resource[0], updateCreate: false }, ...resource.slice(1)];
    expect(found({ rest: [{ ...rest[0], resource: withoutOurIds }] })).to.deep.equal(['conditional']);
    expect(found({ rest: [{ ...rest[0], resource: resource.slice(1) }] })).to.deep.equal([
      'conditional',
      'fhir_conditional_update_unannounced',
    ]);
  });
});
