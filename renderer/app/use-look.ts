// SPDX-License-Identifier: Apache-2.0
import { useLayoutEffect } from 'react';
import type { Look } from './draft.ts';

/** Puts colors, contrast and size of the text on the document; the style sheets do the rest (styles/tokens.css). */
export function useLook({ theme, contrast, textPercent }: Look): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['theme'] = theme;
    dataset['contrast'] = contrast ? 'more' : 'auto';
    dataset['text'] = String(textPercent);
  }, [theme, contrast, textPercent]);
}
