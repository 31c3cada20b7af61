import type { DisplayView } from '../../api/displays/display-schemas.ts';

type Room = DisplayView['rooms'][number];

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

const label = ({ number, initials }: { number: number; initials: string | null }): string =>
  initials === null ? String(number) : `${number} ${initials}`;

/** One room: its name, the number called in the largest letters, the next three. */
export function roomCard({ code, name, called, next, waiting }: Room): HTMLElement {
  const card = element('article', called === null ? 'room' : 'room busy');
  card.dataset['room'] = code;
  const now = element('p', 'called', called === null ? '–' : String(called.number));
  if (called?.initials) now.append(element('span', 'initials', called.initials));
  const rest = waiting - next.length;
  const following = next.length === 0 ? 'Không ai chờ' : `Tiếp: ${next.map(label).join(' · ')}${rest > 0 ? ` (+${rest})` : ''}`;
  card.append(element('h2', 'name', name), now, element('p', 'next', following));
  return card;
}

export function deskCard({ desk, series, number }: DisplayView['desks'][number]): HTMLElement {
  const card = element('article', 'desk');
  card.append(element('h2', 'name', `Quầy ${desk}`), element('p', 'called', `${series}${String(number).padStart(3, '0')}`));
  return card;
}
