const NAME = 'display-key';

/** The key stands behind `#`, which no browser sends anywhere; a screen that is switched on again remembers it. */
export function readKey(): string | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given !== null && given !== '') localStorage.setItem(NAME, given);
  return given ?? localStorage.getItem(NAME) ?? undefined;
}

/** `#key=…&rooms=P1,P2` shows these rooms only. */
export function readRooms(): Set<string> | undefined {
  const rooms = new URLSearchParams(location.hash.slice(1)).get('rooms');
  return rooms === null || rooms === '' ? undefined : new Set(rooms.split(','));
}
