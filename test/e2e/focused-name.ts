// SPDX-License-Identifier: Apache-2.0

/**
 * Name of what has the focus, as a screen reader would call it. It runs inside the page: it is sent there as text, so
 * it may use nothing of this file.
 */
export function focusedName(): string {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement)) return '';
  const label =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
      ? element.labels?.[0]?.textContent
      : null;
  return (element.getAttribute('aria-label') ?? label ?? element.textContent).trim();
}
