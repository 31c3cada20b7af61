import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

export interface ComboItem {
  value: string;
  label: string;
  /** Second line: what decides between two that sound alike. */
  detail?: string;
  /** At the right: price, stock, validity. */
  aside?: string;
}

/** Eight lines; more are a few ↓ away and the field below stays in sight. */
const LIST_HEIGHT_PX = 260;
const GAP_PX = 2;

interface ComboListProps {
  listId: string;
  optionId: (index: number) => string;
  label: string;
  items: ComboItem[];
  /** Index of the marked line, -1 for none. */
  marked: number;
  /** What is said instead of lines; absent while they are on their way. */
  emptyText: string | undefined;
  onPick: (item: ComboItem) => void;
  field: RefObject<HTMLInputElement | null>;
}

/** The lines below a field, or above it where there is no room below. */
export function ComboList({ listId, optionId, label, items, marked, emptyText, onPick, field }: ComboListProps) {
  const list = useRef<HTMLUListElement>(null);
  usePlace(list, field);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [marked, items]);
  return (
    <ul
      ref={list}
      id={listId}
      role="listbox"
      aria-label={label}
      className="combo-list"
      style={{ maxHeight: LIST_HEIGHT_PX }}
      // A press on it must not take the cursor from the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {items.map((item, index) => (
        <li
          key={item.value}
          id={optionId(index)}
          role="option"
          aria-selected={index === marked}
          className="combo-option"
          onClick={() => onPick(item)}
        >
          <span className="combo-main">
            <span>{item.label}</span>
            {item.detail !== undefined && <small>{item.detail}</small>}
          </span>
          {item.aside !== undefined && <span className="combo-aside">{item.aside}</span>}
        </li>
      ))}
      {items.length === 0 && emptyText !== undefined && (
        <li role="presentation" className="combo-empty">
          {emptyText}
        </li>
      )}
    </ul>
  );
}

/** Holds the list at its field, also while what lies behind is scrolled. */
function usePlace(list: RefObject<HTMLElement | null>, field: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const place = () => {
      if (list.current === null || field.current === null) return;
      const box = field.current.getBoundingClientRect();
      const { offsetHeight: height, offsetWidth: width } = list.current;
      const below = box.bottom + GAP_PX;
      const fits = below + height <= innerHeight || box.top < height;
      list.current.style.setProperty('top', `${fits ? below : box.top - GAP_PX - height}px`);
      list.current.style.setProperty('left', `${Math.max(0, Math.min(box.left, innerWidth - width))}px`);
    };
    place();
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
    };
  });
}
