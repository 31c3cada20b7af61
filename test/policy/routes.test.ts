import { expect } from 'chai';
import { z } from 'zod';
import { permissions, permissionsOf } from '../../domain/permissions.ts';
import type { Route } from '../../api/http/define-route.ts';
import { routes } from '../../api/routes.ts';

/** A screen on a wall and a kiosk have no keyboard to log in with: they hold the key of a display. */
const displayDoors = ['get /displays/:displayKey', 'get /displays/:displayKey/stream', 'post /desk-tickets'];
/** The only doors without a log-in. */
const publicRoutes = ['post /auth/login', 'post /auth/refresh', 'post /auth/logout', 'get /demo', ...displayDoors];

type JsonSchema = { [key: string]: unknown };

/** Answers with a name that are no opening of a record (docs/legal/access.md#opening), and why. */
const notLogged: Record<string, string> = {
  'post /auth/login': 'the name of who logs in',
  'post /auth/refresh': 'the name of who is logged in',
  'get /session': 'the name of who is logged in',
  'post /patients/search': 'one line a person, to choose from',
  'post /scans': 'what the card in the hand says, and whom it may mean',
  'post /patients/duplicate-checks': 'a list to choose from: one line a person',
  'get /rooms/:roomId/queue': 'the list that is called from',
  'get /rooms/:roomId/work-list': 'the list that the doctor works from',
  'post /rooms/:roomId/calls': 'the person who is called into the room',
  'get /appointments': 'one line a person, to call or to receive',
  'get /follow-ups': 'one line a person, to call back',
  'post /encounters/:encounterId/prints': 'every print is a row of its own with who and when, and stands in the chain',
  'post /encounters/:encounterId/order-prints': 'every print is a row of its own with who and when, and stands in the chain',
  'get /laboratory/work': 'the list that is worked from',
  'get /imaging/work': 'the list that is worked from',
  'get /result-inbox': 'the list that tells the doctor whose results came',
  'get /blood/bags': 'the list that is worked from: one line a bag, with whom it is set aside for',
  'post /blood/recipients/search': 'one line a person, to choose whom blood is for',
  'post /prescriptions/:prescriptionId/prints': 'every print is a row of its own with who and when, and stands in the chain',
  'post /accounts/search': 'one line a person, to find whose bill is paid',
  'post /receipts/:id/prints': 'every print is a row of its own with who and when, and stands in the chain',
  'get /receipt-books': 'names of colleagues',
  'post /eligibility-checks': 'what the insurer says of the card in the hand; the question itself is in the audit',
  'get /eligibility-alerts': 'the list that the desk works through',
  'get /stock/lot-patients': 'who is to be called when a lot is recalled: one line a person',
  'post /dispensings/search': 'one line a person, to find the prescription that is being collected',
  'get /control-books': 'the book that TT 18/2026 wants: one line an entry',
  'get /doctors': 'names of colleagues',
};

const nameOf = (route: Route): string => `${route.method} ${route.path}`;
const offenders = (isWrong: (route: Route) => boolean): string[] => routes.filter(isWrong).map(nameOf);
const jsonSchema = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** Places of all objects inside a schema, with what they do to a key they do not know. */
function objectsIn(node: unknown, path: string): { path: string; strict: boolean }[] {
  if (Array.isArray(node)) return node.flatMap((item, i) => objectsIn(item, `${path}[${i}]`));
  if (typeof node !== 'object' || node === null) return [];
  const schema = node as JsonSchema;
  const own = schema['properties'] === undefined ? [] : [{ path, strict: schema['additionalProperties'] === false }];
  return [...own, ...Object.entries(schema).flatMap(([key, value]) => objectsIn(value, `${path}.${key}`))];
}

const requestSchemas = (route: Route): [string, z.ZodType][] =>
  (['params', 'query', 'body'] as const).flatMap((part) => (route[part] === undefined ? [] : [[part, route[part]] as [string, z.ZodType]]));

describe('routes', () => {
  it('are declared once each', () => {
    const names = routes.map(nameOf);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).to.deep.equal([]);
  });

  it('need a permission that exists, or are public and listed here', () => {
    expect(routes.filter((route) => route.permission === 'public').map(nameOf)).to.deep.equal(publicRoutes);
    expect(offenders(({ permission }) => permission !== 'public' && !permissions.includes(permission))).to.deep.equal([]);
  });

  it('leave no permission that nobody holds', () => {
    const held = new Set(Object.values(permissionsOf).flat());
    expect(permissions.filter((permission) => !held.has(permission))).to.deep.equal([]);
  });

  it('say in a sentence what they do', () => {
    expect(offenders(({ summary }) => !/^[A-Z].{7,}[^.]$/.test(summary))).to.deep.equal([]);
  });

  it('say what they answer', () => {
    expect(offenders(({ response }) => !(response === 'empty' || response === 'file' || response instanceof z.ZodType))).to.deep.equal([]);
  });

  it('describe every name in their path, and no other', () => {
    const pathNames = (route: Route) => [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]).sort();
    const described = (route: Route) =>
      route.params === undefined ? [] : Object.keys(jsonSchema(route.params)['properties'] ?? {}).sort();
    expect(offenders((route) => pathNames(route).join() !== described(route).join())).to.deep.equal([]);
  });

  it('refuse what they do not know in every part of a request, however deep', () => {
    const loose = routes.flatMap((route) =>
      requestSchemas(route).flatMap(([part, schema]) =>
        objectsIn(jsonSchema(schema), part)
          .filter(({ strict }) => !strict)
          .map(({ path }) => `${nameOf(route)}: ${path}`),
      ),
    );
    expect(loose).to.deep.equal([]);
  });

  it('take objects, so that there are keys to refuse', () => {
    const others = routes.flatMap((route) =>
      requestSchemas(route)
        .filter(([, schema]) => objectsIn(jsonSchema(schema), '').length === 0)
        .map(([part]) => `${nameOf(route)}: ${part}`),
    );
    expect(others).to.deep.equal([]);
  });

  it('drop what they do not promise from an answer instead of failing on it', () => {
    const strict = routes.flatMap((route) =>
      typeof route.response === 'string'
        ? []
        : objectsIn(jsonSchema(route.response), 'response')
            .filter((object) => object.strict)
            .map(({ path }) => `${nameOf(route)}: ${path}`),
    );
    expect(strict).to.deep.equal([]);
  });

  it('take no body where nothing is sent', () => {
    expect(offenders(({ method, body }) => (method === 'get' || method === 'delete') && body !== undefined)).to.deep.equal([]);
    expect(
      offenders(({ method, body, permission }) => ['post', 'put'].includes(method) && permission !== 'public' && body === undefined),
    ).to.deep.equal([]);
  });

  it('log the opening wherever the answer shows a person', () => {
    expect(offenders((route) => showsPerson(route) && route.opens === undefined)).to.deep.equal(Object.keys(notLogged));
  });
});

/** The answer has a field that holds a person's name. */
function showsPerson(route: Route): boolean {
  if (typeof route.response === 'string') return false;
  const text = JSON.stringify(jsonSchema(route.response));
  return /"(fullName|patientName|birthDate)"/.test(text);
}
