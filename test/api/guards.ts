import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import supertest, { type Response, type Test } from 'supertest';
import type { Client, TestApi } from '../support/api.ts';
import { findings, footprint, refusedWithoutTrace } from './at-work.ts';

/** A request that goes well, with who may not send it and what else can be wrong with it. */
export interface Guarded {
  method: 'get' | 'post' | 'put';
  path: string;
  body?: object;
  status: number;
  may: Client;
  mayNot: Client;
  /** Somebody who may do the same at another facility, and the same path with an id that nobody has. */
  elsewhere?: { client: Client; unknownPath: string };
  /** Single changes of the body that break its shape, with `code@path`. */
  malformed?: [change: object, finding: string][];
}

/** A question needs no repeat key; what the whole province shares is not hidden from another facility. */
export type Trait = 'question' | 'province-wide';

/**
 * What holds for every route behind a permission: the token, the role, the fence between facilities, the shape, and for writes
 * the repeat key. `prepare` makes a new request that would go well.
 */
export function itIsGuarded(api: () => TestApi, prepare: () => Promise<Guarded>, ...traits: Trait[]): void {
  const send = (client: Client, { method, path, body }: Guarded, key: string = randomUUID()): Test =>
    method === 'get' ? client.get(path) : client[method](path, body ?? {}, key);

  it('answers 401 without a token', async () => {
    const { method, path, body } = await prepare();
    const response = await refusedWithoutTrace(api(), () => supertest(api().app)[method](`/api${path}`).send(body), 401);
    expect(response.body).to.include({ code: 'unauthenticated' });
    expect(response.headers['www-authenticate']).to.equal('Bearer');
  });

  it('answers 403 to a role without the permission', async () => {
    const request = await prepare();
    const response = await refusedWithoutTrace(api(), () => send(request.mayNot, request), 403);
    expect(response.body).to.include({ code: 'forbidden' });
  });

  if (!traits.includes('province-wide')) {
    it('hides what belongs to another facility as if it did not exist', async () => {
      const request = await prepare();
      if (request.elsewhere === undefined) throw new Error('the test does not say who stands outside');
      const { client, unknownPath } = request.elsewhere;
      const foreign = await refusedWithoutTrace(api(), () => send(client, request), 404);
      const absent = await refusedWithoutTrace(api(), () => send(client, { ...request, path: unknownPath }), 404);
      expect(withoutRequestId(foreign)).to.deep.equal(withoutRequestId(absent));
    });
  }

  it('refuses what has not the promised shape, and says where', async () => {
    const request = await prepare();
    const cases: [object, string][] = [...(request.malformed ?? [])];
    if (request.body !== undefined) cases.push([{ surprise: 1 }, 'unknown_field@surprise']);
    for (const [change, finding] of cases) {
      const response = await refusedWithoutTrace(api(), () => send(request.may, { ...request, body: { ...request.body, ...change } }), 400);
      expect(findings(response), JSON.stringify(change)).to.include(finding);
    }
    const bad = request.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'not-an-id');
    if (bad !== request.path) await refusedWithoutTrace(api(), () => send(request.may, { ...request, path: bad }), 400);
  });

  if (traits.includes('question')) return;

  it('needs a repeat key', async () => {
    const request = await prepare();
    for (const key of ['', 'short']) {
      const response = await refusedWithoutTrace(api(), () => send(request.may, request, key), 400);
      expect(findings(response)).to.deep.equal(['idempotency_key_missing@Idempotency-Key']);
    }
  });

  it('answers the same request sent again with the first answer and does nothing more', async () => {
    const request = await prepare();
    const key = randomUUID();
    const first = await send(request.may, request, key);
    expect(first.status, JSON.stringify(first.body)).to.equal(request.status);
    const after = await footprint(api());
    const second = await send(request.may, request, key);
    expect(second.status).to.equal(request.status);
    expect(second.body).to.deep.equal(first.body);
    expect(await footprint(api())).to.deep.equal(after);
  });

  it('does it once when the same request comes twice at the same time', async () => {
    const request = await prepare();
    const key = randomUUID();
    const before = await footprint(api());
    const both = await Promise.all([send(request.may, request, key), send(request.may, request, key)]);
    expect(both.map((one) => one.status)).to.deep.equal([request.status, request.status]);
    expect(both[0].body).to.deep.equal(both[1].body);
    expect((await footprint(api()))['audited']).to.equal((before['audited'] ?? 0) + 1);
  });

  it('refuses the key of another request', async () => {
    const request = await prepare();
    const key = randomUUID();
    await send(request.may, request, key).expect(request.status);
    const other = await prepare();
    const response = await refusedWithoutTrace(api(), () => send(request.may, { ...other, may: request.may }, key), 422);
    expect(response.body).to.include({ code: 'idempotency_key_reused' });
  });
}

function withoutRequestId(response: Response): object {
  const { requestId: _, ...rest } = response.body as Record<string, unknown>;
  return { status: response.status, ...rest };
}
