const paths = {
  stop: 'M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2zM5 7v2h6V7z',
  care: 'M8 1l7.5 13.5h-15zM7.2 6v4.4h1.6V6zm0 5.4V13h1.6v-1.6z',
  done: 'M8 0a8 8 0 100 16A8 8 0 008 0zm-1 11.6L3.4 8l1.2-1.2L7 9.2l4.4-4.4L12.6 6z',
  information: 'M8 0a8 8 0 100 16A8 8 0 008 0zm-.9 7h1.8v5H7.1zM7.1 4h1.8v1.8H7.1z',
  desk: 'M1 3h14v2H1zm1 3h12v7h-2v-3H4v3H2z',
  doctor: 'M6 1h4v4h4v4h-4v4H6V9H2V5h4z',
  shield: 'M8 0l6 2v5c0 4-2.5 7-6 9-3.5-2-6-5-6-9V2zm-1 10.4L11.6 6l-1.2-1.2L7 8.2 5.6 6.8 4.4 8z',
  queue: 'M3 2a2 2 0 110 4 2 2 0 010-4zm5 0a2 2 0 110 4 2 2 0 010-4zm5 0a2 2 0 110 4 2 2 0 010-4zM1 8h4v6H1zm5 0h4v6H6zm5 0h4v6h-4z',
  calendar: 'M1 2h3V0h2v2h4V0h2v2h3v13H1zm2 5v6h10V7z',
  persons: 'M5 2a3 3 0 110 6 3 3 0 010-6zm6 0a3 3 0 110 6 3 3 0 010-6zM0 15c0-4 2-6 5-6 1.3 0 2.3.5 3 1.2C8.7 9.5 9.7 9 11 9c3 0 5 2 5 6z',
  document: 'M2 0h8l4 4v12H2zm7 1.5V5h3.5zM4 7v1.5h8V7zm0 3v1.5h8V10z',
  flask: 'M5 1h6v2h-1v4l4.5 7.2c.3.5 0 .8-.5.8H2c-.5 0-.8-.3-.5-.8L6 7V3H5zm2.4 7L5 12h6L8.6 8V3H7.4z',
  picture: 'M1 2h14v12H1zm2 2v6l3-3 3 3 2-2 2 2V4zm7 1a1.5 1.5 0 110 3 1.5 1.5 0 010-3z',
  capsule: 'M11 1a4 4 0 013 7l-6 6a4 4 0 01-6-6l6-6a4 4 0 013-1zM5 7.5L3.3 9.2a2.2 2.2 0 003.2 3.2L8.2 10.7z',
  boxes: 'M4 1h8v6H4zm-3 8h6v6H1zm8 0h6v6H9zM7 1v2h2V1zM3 9v2h2V9zm8 0v2h2V9z',
  drop: 'M8 0c3 4 5 7 5 10a5 5 0 01-10 0c0-3 2-6 5-10z',
  coins: 'M1 3h14v10H1zm2 2v1.5L4.5 5zm10 0h-1.5L13 6.5zM3 11h1.5L3 9.5zm10 0V9.5L11.5 11zM8 5.5a2.5 2.5 0 110 5 2.5 2.5 0 010-5z',
  link: 'M1 6h6V4l4 4-4 4v-2H1zm12-4h2v12h-2z',
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside a word, never instead of one. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={paths[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
