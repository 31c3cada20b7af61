import { randomUUID } from 'node:crypto';
import { openPeer, type PeerSettings } from './fhir-peer.ts';

export type Json = Record<string, unknown>;

/** An OperationOutcome to be. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly expression: string | undefined;

  constructor(status: number, code: string, message: string, expression?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.expression = expression;
  }
}

interface Entry {
  fullUrl?: string;
  resource?: Json;
  request?: { method?: string; url?: string; ifMatch?: string; ifNoneExist?: string };
}

/** The memory of the test server: every version of every resource by `Type/id`. */
export class FhirStore {
  private readonly versions = new Map<string, Json[]>();
  /** What the transaction found that runs. */
  private before = new Map<string, Json[] | undefined>();
  settings: PeerSettings;

  constructor(settings: PeerSettings = openPeer()) {
    this.settings = settings;
  }

  /** All or nothing: what was stored before an entry that cannot be is taken back. Costs what the transaction costs, however much there is. */
  putAllOrNone(entries: Json[]): Json[] {
    const before = (this.before = new Map<string, Json[] | undefined>());
    try {
      return this.putAll(entries);
    } catch (cause) {
      before.forEach((list, key) => (list === undefined ? this.versions.delete(key) : this.versions.set(key, list)));
      throw cause;
    }
  }

  /** How many resources of a type there are, or of all. */
  count(type?: string): number {
    return [...this.versions.keys()].filter((key) => type === undefined || key.startsWith(`${type}/`)).length;
  }

  /** Every current resource. */
  all(type?: string): Json[] {
    return [...this.versions].flatMap(([key, list]) => (type === undefined || key.startsWith(`${type}/`) ? list.slice(-1) : []));
  }

  /** Loses a resource, as a server that was restored from an old copy. */
  lose(type: string, id: string): void {
    this.versions.delete(`${type}/${id}`);
  }

  read(type: string, id: string): Json {
    const found = this.versions.get(`${type}/${id}`)?.at(-1);
    if (found === undefined) throw new Problem(404, 'not-found', 'no such resource');
    return found;
  }

  history(type: string, id: string): Json {
    const list = this.versions.get(`${type}/${id}`) ?? [];
    if (list.length === 0) throw new Problem(404, 'not-found', 'no such resource');
    return { resourceType: 'Bundle', type: 'history', total: list.length, entry: list.map((resource) => ({ resource })) };
  }

  search(type: string, query: URLSearchParams): Json {
    const found = this.find(type, query);
    return { resourceType: 'Bundle', type: 'searchset', total: found.length, entry: found.map((resource) => ({ resource })) };
  }

  /** Stores every entry of a transaction; throws at the first that cannot be. */
  private putAll(entries: Json[]): Json[] {
    this.checkSize(entries);
    const planned = (entries as Entry[]).map((entry, i) => ({ entry, at: `Bundle.entry[${i}]`, ...this.target(entry, i) }));
    if (new Set(planned.map(({ key }) => key)).size !== planned.length)
      throw new Problem(400, 'duplicate', 'a resource stands twice', 'Bundle.entry');
    const addresses = new Map(planned.flatMap(({ entry, key }) => (entry.fullUrl === undefined ? [] : [[entry.fullUrl, key] as const])));
    return planned.map((one) => this.apply(one, addresses));
  }

  /** Runs every entry for itself: what cannot be stored says so, the others stay. */
  putEach(entries: Json[]): Json[] {
    return entries.map((entry) => {
      try {
        return this.putAll([entry])[0] ?? {};
      } catch (cause) {
        if (!(cause instanceof Problem)) throw cause;
        const { status, code, message } = cause;
        const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics: message }] };
        return { response: { status: String(status), outcome } };
      }
    });
  }

  private checkSize(entries: Entry[]): void {
    const { conditionalLimit, updateLimit, longestString } = this.settings;
    const isConditional = entries.some(({ request }) => request?.url?.includes('?') === true || request?.ifNoneExist !== undefined);
    if (entries.filter(({ request }) => request?.method === 'PUT').length > updateLimit)
      throw new Problem(400, 'invalid', 'Transaction contains more update operations than allowed');
    if (isConditional && entries.length > conditionalLimit)
      throw new Problem(400, 'invalid', 'Transaction requires strict isolation but has too many entries');
    JSON.stringify(entries, (_, value: unknown) => {
      if (typeof value === 'string' && value.length > longestString) throw new Problem(400, 'invalid', 'a string is too long');
      return value;
    });
  }

  private apply(
    { entry, at, key, isThere }: { entry: Entry; at: string; key: string; isThere: boolean },
    addresses: Map<string, string>,
  ): Json {
    const isNew = !this.versions.has(key);
    const { hidesLocation } = this.settings;
    if (!isNew && isThere) return { response: { status: '200 OK', ...(hidesLocation ? {} : { location: key }) } };
    this.checkMatch(entry, key);
    const version = this.store(key, this.resolve(entry.resource ?? {}, { addresses, known: new Set(addresses.values()), at }));
    const place = hidesLocation ? {} : { location: `${key}/_history/${version}` };
    return { response: { status: isNew ? '201 Created' : '200 OK', ...place, etag: `W/"${version}"` } };
  }

  /** Where an entry goes; `isThere` when it is only made if there is none. */
  private target({ resource, request }: Entry, i: number): { key: string; isThere: boolean } {
    const at = `Bundle.entry[${i}]`;
    const { method, url = '', ifNoneExist } = request ?? {};
    const type = resource?.['resourceType'];
    if (typeof type !== 'string') throw new Problem(400, 'structure', 'a resource is expected', `${at}.resource`);
    if (method === 'POST') return this.created(type, ifNoneExist);
    if (method !== 'PUT') throw new Problem(400, 'not-supported', 'only PUT and POST entries are known here', `${at}.request.method`);
    const [path = '', identifier] = decodeURIComponent(url).split('?identifier=');
    if (identifier !== undefined) return { key: `${type}/${this.conditionalId(type, identifier, resource?.['id'])}`, isThere: false };
    if (path !== `${type}/${String(resource?.['id'])}`) throw new Problem(400, 'value', 'url and id differ', `${at}.request.url`);
    if (!this.settings.updateCreate && !this.versions.has(path)) throw new Problem(404, 'not-found', 'Not found');
    return { key: path, isThere: false };
  }

  private created(type: string, ifNoneExist: string | undefined): { key: string; isThere: boolean } {
    const found = ifNoneExist === undefined ? [] : this.find(type, new URLSearchParams(ifNoneExist));
    if (found.length > 1) throw new Problem(412, 'multiple-matches', 'several resources match');
    return { key: `${type}/${[found[0]?.['id']].find((id) => typeof id === 'string') ?? randomUUID()}`, isThere: found.length === 1 };
  }

  /** Resources by `identifier`, `target` and `recorded`. */
  find(type: string, query: URLSearchParams): Json[] {
    return this.all(type).filter((resource) =>
      [...query].every(([name, value]) => {
        if (name === 'identifier') return this.withIdentifier(type, value).includes(resource);
        if (name === 'recorded') return Date.parse(String(resource['recorded'])) === Date.parse(value);
        if (name === 'target') return ([resource['target'] ?? []].flat() as Json[]).some((one) => one['reference'] === value);
        throw new Problem(400, 'not-supported', 'this search is not known here');
      }),
    );
  }

  private conditionalId(type: string, identifier: string, given: unknown): string {
    const found = this.withIdentifier(type, identifier);
    if (found.length > 1) throw new Problem(412, 'multiple-matches', 'several resources have that identifier');
    const id = found[0]?.['id'];
    if (!this.settings.updateCreate && id === undefined && given !== undefined)
      throw new Problem(400, 'invalid', 'Cannot provide ID for create by update');
    if (id !== undefined && given !== undefined && given !== id) throw new Problem(400, 'value', 'Resource ID did not match resolved ID');
    return [id, given].find((one) => typeof one === 'string') ?? randomUUID();
  }

  private withIdentifier(type: string, token: string): Json[] {
    const cut = token.lastIndexOf('|');
    const [system, value] = [token.slice(0, Math.max(cut, 0)), token.slice(cut + 1)];
    const current = [...this.versions].flatMap(([key, list]): Json[] => (key.startsWith(`${type}/`) ? list.slice(-1) : []));
    return current.filter((resource) => ([resource['identifier'] ?? []].flat() as Json[]).some((one) => same(one, system, value)));
  }

  private checkMatch({ request }: Entry, key: string): void {
    const current = this.versions.get(key)?.length ?? 0;
    if (request?.ifMatch !== undefined && request.ifMatch !== `W/"${current}"`) throw new Problem(412, 'conflict', 'the version is stale');
  }

  /** Turns `urn:uuid:` references into addresses; what points at nothing is refused. */
  private resolve(resource: Json, { addresses, known, at }: { addresses: Map<string, string>; known: Set<string>; at: string }): Json {
    const { rewritesEveryString, checksReferences } = this.settings;
    const text = JSON.stringify(resource, (name, value: unknown) => {
      if (typeof value !== 'string') return value;
      if (name !== 'reference') return rewritesEveryString ? (addresses.get(value) ?? value) : value;
      const address = this.conditionalReference(addresses.get(value) ?? value);
      if (checksReferences && !known.has(address) && !this.versions.has(address))
        throw new Problem(400, 'not-found', 'a reference points at nothing', `${at}.resource`);
      return address;
    });
    return JSON.parse(text) as Json;
  }

  /** `Type?identifier=system|value` as the one resource that has it. */
  private conditionalReference(reference: string): string {
    const [type = '', token] = reference.split('?identifier=');
    if (token === undefined) return reference;
    const [found, other] = this.withIdentifier(type, token);
    if (found === undefined || other !== undefined) throw new Problem(400, 'invalid', 'a conditional reference does not resolve');
    return `${type}/${String(found['id'])}`;
  }

  private store(key: string, resource: Json): number {
    const list = this.versions.get(key) ?? [];
    const version = list.length + 1;
    const [, id] = key.split('/');
    if (!this.before.has(key)) this.before.set(key, this.versions.get(key));
    this.versions.set(key, [...list, { ...resource, id, meta: { versionId: String(version) } }]);
    return version;
  }
}

const same = (identifier: Json, system: string, value: string): boolean =>
  identifier['value'] === value && (system === '' || identifier['system'] === system);
