// SPDX-License-Identifier: Apache-2.0

/** What a person sees who is about to press something. It runs inside the page, sent there as text. */
export function seenOnPage(name: () => string): unknown {
  const pressable = 'button, [role=button], [role=radio], label, a';
  const focused = document.activeElement;
  const counted = globalThis as { moves?: number };
  if (counted.moves === undefined) {
    counted.moves = 0;
    for (const event of ['focusin', 'focusout'])
      addEventListener(event, () => {
        counted.moves = (counted.moves ?? 0) + 1;
      });
  }
  const inside = (share: number): boolean => share > 0 && share < 1;
  return {
    heading: document.querySelector('h1')?.textContent ?? '',
    focus: name(),
    moves: counted.moves,
    value:
      focused instanceof HTMLInputElement && focused.type !== 'password'
        ? focused.value
        : focused instanceof HTMLInputElement
          ? '*'.repeat(focused.value.length)
          : '',
    things: [...document.querySelectorAll(pressable)]
      .map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return {
          name: (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 80),
          x: (left + width / 2) / innerWidth,
          y: (top + height / 2) / innerHeight,
        };
      })
      .filter(({ name: text, x, y }) => text !== '' && inside(x) && inside(y))
      .slice(0, 60),
  };
}
