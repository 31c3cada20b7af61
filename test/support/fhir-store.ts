import { randomUUID } from 'node:crypto';

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
  request?: { method?: string; url?: string; ifMatch?: string };
}

/** The memory of the test server: every version of every resource by `Type/id`. */
export class FhirStore {
  private versions = new Map<string, Json[]>();

  copy(): FhirStore {
    const made = new FhirStore();
    made.versions = new Map([...this.versions].map(([key, list]) => [key, [...list]]));
    return made;
  }

  replaceBy(other: FhirStore): void {
    this.versions = other.versions;
  }

  /** How many resources of a type there are, or of all. */
  count(type?: string): number {
    return [...this.versions.keys()].filter((key) => type === undefined || key.startsWith(`${type}/`)).length;
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

  search(type: string, identifier: string | null): Json {
    if (identifier === null) throw new Problem(400, 'not-supported', 'only identifier can be searched for');
    const found = this.withIdentifier(type, identifier);
    return { resourceType: 'Bundle', type: 'searchset', total: found.length, entry: found.map((resource) => ({ resource })) };
  }

  /** Stores every entry of a transaction; throws at the first that cannot be. The caller drops the copy then. */
  putAll(entries: Json[]): Json[] {
    const planned = (entries as Entry[]).map((entry, i) => ({ entry, at: `Bundle.entry[${i}]`, key: this.target(entry, i) }));
    if (new Set(planned.map(({ key }) => key)).size !== planned.length)
      throw new Problem(400, 'duplicate', 'a resource stands twice', 'Bundle.entry');
    const addresses = new Map(planned.flatMap(({ entry, key }) => (entry.fullUrl === undefined ? [] : [[entry.fullUrl, key] as const])));
    return planned.map(({ entry, at, key }) => {
      const isNew = !this.versions.has(key);
      this.checkMatch(entry, key);
      const version = this.store(key, this.resolve(entry.resource ?? {}, { addresses, known: new Set(addresses.values()), at }));
      return { response: { status: isNew ? '201 Created' : '200 OK', location: `${key}/_history/${version}`, etag: `W/"${version}"` } };
    });
  }

  private target({ resource, request }: Entry, i: number): string {
    const at = `Bundle.entry[${i}]`;
    const { method, url = '' } = request ?? {};
    if (method !== 'PUT') throw new Problem(400, 'not-supported', 'only PUT entries are known here', `${at}.request.method`);
    const type = resource?.['resourceType'];
    if (typeof type !== 'string') throw new Problem(400, 'structure', 'a resource is expected', `${at}.resource`);
    const [path = '', identifier] = decodeURIComponent(url).split('?identifier=');
    if (identifier !== undefined) return `${type}/${this.conditionalId(type, identifier, resource?.['id'])}`;
    if (path !== `${type}/${String(resource?.['id'])}`) throw new Problem(400, 'value', 'url and id differ', `${at}.request.url`);
    return path;
  }

  private conditionalId(type: string, identifier: string, given: unknown): string {
    const found = this.withIdentifier(type, identifier);
    if (found.length > 1) throw new Problem(412, 'multiple-matches', 'several resources have that identifier');
    const id = found[0]?.['id'];
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
    const text = JSON.stringify(resource, (name, value: unknown) => {
      if (name !== 'reference' || typeof value !== 'string') return value;
      const address = addresses.get(value) ?? value;
      if (!known.has(address) && !this.versions.has(address))
        throw new Problem(400, 'not-found', 'a reference points at nothing', `${at}.resource`);
      return address;
    });
    return JSON.parse(text) as Json;
  }

  private store(key: string, resource: Json): number {
    const list = this.versions.get(key) ?? [];
    const version = list.length + 1;
    const [, id] = key.split('/');
    this.versions.set(key, [...list, { ...resource, id, meta: { versionId: String(version) } }]);
    return version;
  }
}

const same = (identifier: Json, system: string, value: string): boolean =>
  identifier['value'] === value && (system === '' || identifier['system'] === system);
