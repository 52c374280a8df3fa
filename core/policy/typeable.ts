// SPDX-License-Identifier: Apache-2.0

/** Places, counted from 1, of the characters that none of `typeable` is: what they are is not said. Pure. */
export function untypeablePlaces(passphrase: string, typeable: ReadonlySet<string>): number[] {
  return Array.from(passphrase).flatMap((character, index) => (typeable.has(character) ? [] : [index + 1]));
}

/** How a passphrase that was typed a second time compares with the first. */
export type TypedTest =
  | { readonly result: 'same' }
  /** `from`: the first place, counted from 1, that differs; one past the end when the typed one stops early. */
  | { readonly result: 'different'; readonly from: number }
  /** Right, but at boot it could not be typed: the places of what the keyboard has no key for. */
  | { readonly result: 'not-at-boot'; readonly places: readonly number[] };

/** The typed test of the wizard: whether what was typed is the passphrase, and can be typed at boot as well. Pure. */
export function verifyTyped(passphrase: string, typed: string, typeable: ReadonlySet<string>): TypedTest {
  if (typed !== passphrase) {
    const [wanted, found] = [Array.from(passphrase), Array.from(typed)];
    const at = wanted.findIndex((character, index) => character !== found[index]);
    return { result: 'different', from: (at === -1 ? wanted.length : at) + 1 };
  }
  const places = untypeablePlaces(passphrase, typeable);
  return places.length === 0 ? { result: 'same' } : { result: 'not-at-boot', places };
}
