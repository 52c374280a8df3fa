// SPDX-License-Identifier: Apache-2.0

/** Whether the focus is nowhere yet: at the start of a session, and while the first page is drawn without a browser. */
export function isFocusFree(): boolean {
  return typeof document === 'undefined' || document.activeElement === document.body;
}
