// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { call } from '../../api/call.ts';

/** What the keyboard of the boot prompt has a key for; null: not known. keymap: its name, null for the kernel's own. */
export function useBootCharacters(keymap: string | null): ReadonlySet<string> | null {
  const [known, setKnown] = useState<{ keymap: string; characters: ReadonlySet<string> } | null>(null);
  const asked = keymap ?? 'us';
  useEffect(() => {
    const controller = new AbortController();
    call('keymap', { keymap: asked }, controller.signal).then(
      ({ characters }) => setKnown({ keymap: asked, characters: new Set(characters) }),
      () => null,
    );
    return () => controller.abort();
  }, [asked]);
  return known?.keymap === asked && known.characters.size > 0 ? known.characters : null;
}
