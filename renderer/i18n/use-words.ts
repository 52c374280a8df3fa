// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from 'react';
import type { Translator } from './translate.ts';

export const WordsContext = createContext<Translator | null>(null);

/** The words of the language that is chosen. */
export function useWords(): Translator {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('useWords outside of the wizard');
  return words;
}
