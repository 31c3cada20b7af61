interface Facility {
  id: string;
  code: string;
  name: string;
}

/** One button a facility; ↑ ↓ move, Enter chooses. The password stays in the form, so nothing is asked twice. */
export function showFacilities(facilities: Facility[], choose: (id: string) => void): void {
  const list = document.getElementById('facilities') as HTMLElement;
  const buttons = facilities.map((facility) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = `${facility.name} (${facility.code})`;
    button.addEventListener('click', () => choose(facility.id));
    return button;
  });
  list.replaceChildren(...buttons);
  list.onkeydown = (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    buttons[buttons.findIndex((button) => button === document.activeElement) + step]?.focus();
  };
  (document.getElementById('choice') as HTMLElement).hidden = false;
  (document.getElementById('login') as HTMLElement).hidden = true;
  buttons[0]?.focus();
}
