import type { Response } from 'express';
import type { Facility } from '../../db/stores/facility-store.ts';
import type { Services } from '../http/context.ts';
import { Refusal } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { changeOf, frame, greeting, silence } from './display-events.ts';
import type { AtDisplay } from './display-key.ts';
import type { DisplayMode, DisplayView } from './display-schemas.ts';
import { lookAt, paint, type Look } from './read-display.ts';

const LOOK_MS = 1000;
const BEAT_MS = 15_000;
/** Of one process; above it the process protects itself, and the load balancer has others. */
const MOST_STREAMS = 5000;
/** What a reader may owe us before it is dropped: it comes back and gets a whole snapshot. */
const MOST_BUFFERED = 64 * 1024;

interface Stream {
  response: Response;
  displayId: string;
  keyHash: Buffer;
  /** The kind of view it got last; undefined before its first. */
  shown: DisplayMode | undefined;
}

/** All streams of one facility, fed by one look a second. Polling instead of LISTEN: it works behind a transaction pooler. */
interface Channel {
  facility: Facility;
  streams: Set<Stream>;
  views: Map<DisplayMode, DisplayView>;
  timer: NodeJS.Timeout | undefined;
  beatAt: number;
  failing: boolean;
}

interface Hub {
  channels: Map<string, Channel>;
  stopped: boolean;
}

const hubs = new WeakMap<Services, Hub>();

function hubOf(services: Services): Hub {
  const known = hubs.get(services);
  if (known !== undefined) return known;
  const made: Hub = { channels: new Map(), stopped: false };
  hubs.set(services, made);
  return made;
}

export const countStreams = (services: Services): number =>
  [...hubOf(services).channels.values()].reduce((sum, { streams }) => sum + streams.size, 0);

/** Ends every stream and takes no new ones: the server is going down, the pages look for another one. */
export function closeDisplayStreams(services: Services): void {
  const hub = hubOf(services);
  hub.stopped = true;
  for (const channel of hub.channels.values()) for (const stream of channel.streams) stream.response.end();
}

/** Answers a request with a stream that lives until one side ends it. */
export function openStream(services: Services, { facility, display }: AtDisplay, response: Response): void {
  const hub = hubOf(services);
  if (hub.stopped || countStreams(services) >= MOST_STREAMS) throw new Refusal(503, 'unavailable');
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    // no-transform: a compressor would hold events back.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  response.write(greeting);
  const channel = channelOf(services, hub, facility);
  const stream: Stream = { response, displayId: display.id, keyHash: display.keyHash, shown: undefined };
  channel.streams.add(stream);
  response.once('close', () => {
    channel.streams.delete(stream);
    if (channel.streams.size === 0) closeChannel(hub, channel);
  });
  const view = channel.views.get(display.mode);
  if (view !== undefined) sendView(stream, view);
}

function channelOf(services: Services, hub: Hub, facility: Facility): Channel {
  const known = hub.channels.get(facility.id);
  if (known !== undefined) return known;
  const made: Channel = { facility, streams: new Set(), views: new Map(), timer: undefined, beatAt: performance.now(), failing: false };
  hub.channels.set(facility.id, made);
  void keepLooking(services, made);
  return made;
}

function closeChannel(hub: Hub, channel: Channel): void {
  clearTimeout(channel.timer);
  hub.channels.delete(channel.facility.id);
}

async function keepLooking(services: Services, channel: Channel): Promise<void> {
  try {
    deliver(channel, await lookAt(systemCtx(services, channel.facility.id)));
    channel.failing = false;
  } catch (cause) {
    // Said once a failure: the pages notice by themselves that nothing comes.
    if (!channel.failing)
      services.log.warn({ facilityId: channel.facility.id, code: (cause as { code?: string }).code }, 'display look failed');
    channel.failing = true;
  }
  beat(channel, services.now().toISOString());
  if (channel.streams.size > 0) channel.timer = setTimeout(() => void keepLooking(services, channel), LOOK_MS).unref();
}

function deliver(channel: Channel, look: Look): void {
  const displays = new Map(look.displays.map((display) => [display.id, display]));
  const painted = new Map<DisplayMode, { view: DisplayView; change: string | undefined }>();
  for (const stream of channel.streams) {
    const display = displays.get(stream.displayId);
    // The key was renewed: who has only the old one has seen enough.
    if (display === undefined || !display.keyHash.equals(stream.keyHash)) {
      stream.response.end();
      continue;
    }
    const now = painted.get(display.mode) ?? paintOnce(channel, display.mode, look);
    painted.set(display.mode, now);
    if (stream.shown !== display.mode) sendView(stream, now.view);
    else if (now.change !== undefined) send(stream, now.change);
  }
  channel.views = new Map([...painted].map(([mode, { view }]) => [mode, view]));
}

/** The view of a mode and the text of its change, made once for all streams. */
function paintOnce(channel: Channel, mode: DisplayMode, look: Look): { view: DisplayView; change: string | undefined } {
  const view = paint(channel.facility, mode, look);
  const before = channel.views.get(mode);
  const change = before === undefined ? undefined : changeOf(before, view);
  return { view, change: change && frame(change.event, view.at, change.data) };
}

function sendView(stream: Stream, view: DisplayView): void {
  stream.shown = view.mode;
  send(stream, frame('snapshot', view.at, view));
}

/** A comment for the proxies; the page is told "still true" only when the last look was good. */
function beat(channel: Channel, at: string): void {
  if (performance.now() - channel.beatAt < BEAT_MS) return;
  channel.beatAt = performance.now();
  for (const stream of channel.streams) send(stream, channel.failing ? silence : `${silence}${frame('beat', at, { at })}`);
}

function send(stream: Stream, text: string): void {
  if (stream.response.writableLength > MOST_BUFFERED) stream.response.destroy();
  else stream.response.write(text);
}
