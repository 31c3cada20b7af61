import { useRef, type KeyboardEvent } from 'react';
import { useKeys } from './use-keys.ts';

interface TabBarProps<Tab extends string> {
  label: string;
  /** Of the panel that the tabs turn; each tab is `<panel>-<tab>`. */
  panel: string;
  tabs: readonly { tab: Tab; title: string }[];
  chosen: Tab;
  onChoose: (tab: Tab) => void;
}

/** Tabs of a desk: Alt and a digit, or the arrows once the cursor is among them. One stop for Tab. */
export function TabBar<Tab extends string>({ label, panel, tabs, chosen, onChoose }: TabBarProps<Tab>) {
  const list = useRef<HTMLDivElement>(null);
  useKeys(Object.fromEntries(tabs.map(({ tab }, i) => [`alt+${i + 1}`, () => onChoose(tab)])));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = tabs.findIndex(({ tab }) => tab === chosen) + step;
    const next = tabs[at];
    if (step === 0 || event.altKey || next === undefined) return;
    event.preventDefault();
    onChoose(next.tab);
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className="tab-bar" onKeyDown={onKeyDown}>
      {tabs.map(({ tab, title }, i) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`${panel}-${tab}`}
          aria-selected={tab === chosen}
          aria-controls={panel}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
        >
          {title} <kbd>Alt+{i + 1}</kbd>
        </button>
      ))}
    </div>
  );
}
