// SPDX-License-Identifier: Apache-2.0

/** What a person pressed and chose on the first page before the wizard behind it was there: places among its controls. */
const pressed: number[] = [];

const controlsOf = (place: Element): HTMLElement[] => [
  ...place.querySelectorAll<HTMLElement>('button, input'),
];

/** react-aria marks what is chosen and what has the keyboard's focus; its style sheets are ours. */
function mark(start: Element): void {
  for (const radio of start.querySelectorAll<HTMLInputElement>('input[type="radio"]')) {
    const card = radio.closest('label');
    card?.toggleAttribute('data-selected', radio.checked);
    card?.toggleAttribute('data-focus-visible', radio.matches(':focus-visible'));
  }
}

/** Listens on the first page that came as HTML, so that nothing that is done there is lost. */
export function noteEarlyInput(start: Element): void {
  start.addEventListener('click', ({ target }) => {
    const control = target instanceof Element ? target.closest<HTMLElement>('button, input') : null;
    // A click on a label comes again as one on its radio button, and so does an arrow key.
    if (control !== null) pressed.push(controlsOf(start).indexOf(control));
    mark(start);
  });
  for (const event of ['focusin', 'focusout']) start.addEventListener(event, () => mark(start));
}

/** Shows the wizard in place of that page: focus and scrolling go on where they were, and what was pressed is pressed. */
export function takeOver(): void {
  const start = document.querySelector('#start');
  const wizard = document.querySelector<HTMLElement>('#wizard');
  if (start === null || wizard === null) return;
  const before = controlsOf(start);
  const controls = controlsOf(wizard);
  const focused = before.indexOf(document.activeElement as HTMLElement);
  const scrolled = start.querySelector('.page-scroll')?.scrollTop ?? 0;
  start.remove();
  wizard.hidden = false;
  // Another page than the one it stood for: an install began meanwhile, say. Then nobody meant its controls.
  if (before.length !== controls.length) return;
  wizard.querySelector('.page-scroll')?.scrollTo(0, scrolled);
  controls[focused]?.focus({ preventScroll: true });
  for (const at of pressed.splice(0)) controls[at]?.click();
}
