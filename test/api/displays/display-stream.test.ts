import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { closeDisplayStreams, countStreams } from '../../../api/displays/display-hub.ts';
import type { DisplayView } from '../../../api/displays/display-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { newId } from '../../../domain/ids.ts';
import { aRegistration } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aDisplay, type WithDisplay } from './a-display.ts';

interface Event {
  event: string;
  id: string;
  data: { at: string } & Partial<DisplayView>;
}

interface Reader {
  events: Event[];
  raw: string;
  ended: boolean;
  headers: Record<string, unknown>;
  close(): void;
}

const pause = async (ms: number): Promise<void> => await new Promise((done) => setTimeout(done, ms));

async function until(true_: () => boolean, ms = 30_000): Promise<void> {
  const end = performance.now() + ms;
  while (!true_()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await pause(20);
  }
}

describe('the stream of a display', function () {
  this.timeout(120_000);
  let api: TestApi;
  let place: WithDisplay;
  let server: Server;
  let port: number;

  beforeEach(async () => {
    api = await testApi(api?.database);
    place = await aDisplay(api);
    server = createServer(api.app);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
    await until(() => countStreams(api.services) === 0);
  });

  function open(key = place.display.key): Reader {
    const reader: Reader = { events: [], raw: '', ended: false, headers: {}, close: () => void sent.destroy() };
    let rest = '';
    const sent = request(
      { port, path: `/api/displays/${key}/stream`, agent: false, headers: { 'accept-encoding': 'gzip' } },
      (response) => {
        reader.headers = response.headers;
        response.setEncoding('utf8').on('data', (text: string) => {
          reader.raw += text;
          const blocks = (rest + text).split('\n\n');
          rest = blocks.pop() ?? '';
          for (const block of blocks) {
            const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
            if (field('event') !== '')
              reader.events.push({ event: field('event'), id: field('id'), data: JSON.parse(field('data')) as Event['data'] });
          }
        });
        response.on('close', () => (reader.ended = true));
      },
    );
    sent.on('error', () => (reader.ended = true));
    sent.end();
    return reader;
  }
  const register = async (): Promise<void> => void (await place.reception.post('/registrations', aRegistration(place.roomId)).expect(201));
  const call = async (): Promise<void> => void (await place.doctor.post(`/rooms/${place.roomId}/calls`).expect(200));

  it('begins with how soon to come back and a snapshot, and then says only what changed', async () => {
    await register();
    const reader = open();
    await until(() => reader.events.length === 1);
    expect(reader.raw).to.match(/^retry: \d+\n\n/);
    expect(reader.headers).to.include({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform' });
    expect(reader.headers['content-encoding']).to.equal(undefined);
    expect(reader.events[0]).to.include({ event: 'snapshot' });
    expect(reader.events[0]?.id).not.to.equal('');
    expect(reader.events[0]?.data.rooms?.[0]?.waiting).to.equal(1);
    await pause(2500);
    expect(reader.events).to.have.length(1);
    await call();
    await until(() => reader.events.length === 2);
    expect(reader.events[1]).to.include({ event: 'change' });
    expect(reader.events[1]?.data.rooms?.map(({ called }) => called?.number)).to.deep.equal([1]);
    expect(reader.events[1]?.data).not.to.have.property('desks');
  });

  it('is one look a second for a facility, however many watch', async () => {
    let looks = 0;
    api.services.db.on('query', ({ sql }: { sql: string }) => {
      if (sql.includes('desk_tickets')) looks += 1;
    });
    const readers = Array.from({ length: 20 }, () => open());
    await until(() => readers.every(({ events }) => events.length === 1));
    const before = looks;
    await pause(3000);
    expect(looks - before).to.be.within(2, 4);
  });

  it('ends at once for a key that was renewed, and for nobody else', async () => {
    const second = await place.administrator.post('/displays', { id: newId(), name: 'Hai', mode: 'numbers' });
    const [first, other] = [open(), open((second.body as { key: string }).key)];
    await until(() => first.events.length === 1 && other.events.length === 1);
    await place.administrator.post(`/displays/${place.display.id}/renewal`, {}).expect(200);
    await until(() => first.ended);
    expect(other.ended).to.equal(false);
  });

  it('ends for all when the server stops, and takes no new ones', async () => {
    const reader = open();
    await until(() => reader.events.length === 1);
    closeDisplayStreams(api.services);
    await until(() => reader.ended);
    const late = open();
    await until(() => late.ended);
    expect(late.events).to.deep.equal([]);
  });

  it('drops a reader that does not read, and keeps the others', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /api/displays/${place.display.key}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    socket.pause();
    const reader = open();
    await until(() => countStreams(api.services) === 2 && reader.events.length === 1);
    // Long names, one after the other, until no network buffer holds them: what is not read then stays with us. Each is small enough for who reads.
    for (let n = 0; n < 40 && countStreams(api.services) === 2; n += 1) {
      const seen = reader.events.length;
      await write(systemCtx(api.services, place.facility.id), 'room.rename', async (tx) => {
        await tx('rooms')
          .where({ facilityId: place.facility.id, id: place.roomId })
          .update({ name: String.fromCharCode(97 + (n % 26)).repeat(1_000_000) });
      });
      await until(() => reader.events.length > seen);
    }
    expect(countStreams(api.services)).to.equal(1);
    expect(reader.ended).to.equal(false);
    socket.destroy();
  });

  it('carries 1,000 open streams in one process: all get the same change and the memory stays bounded', async () => {
    const readers: Reader[] = [];
    for (let batch = 0; batch < 10; batch += 1) {
      for (let i = 0; i < 100; i += 1) readers.push(open());
      await until(() => readers.every(({ events }) => events.length === 1));
    }
    expect(countStreams(api.services)).to.equal(1000);
    const heap = () => process.memoryUsage().heapUsed / 1e6;
    const before = heap();
    for (let round = 1; round <= 5; round += 1) {
      await register();
      await until(() => readers.every(({ events }) => events.length === round + 1));
    }
    const last = new Set(readers.map(({ events }) => JSON.stringify(events.at(-1))));
    expect(last.size).to.equal(1);
    // Readers in this very process keep what they read: a few kilobytes each.
    expect(heap() - before).to.be.lessThan(150);
    for (const reader of readers) reader.close();
    await until(() => countStreams(api.services) === 0);
  });
});
