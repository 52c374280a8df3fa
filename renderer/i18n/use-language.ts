// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { languages, type LanguageTag } from './languages.ts';
import { Translator } from './translate.ts';

/** The words of a language, loaded when it is chosen; the one before stays until then. Null at the very start. */
export function useLanguage(tag: LanguageTag | null): Translator | null {
  const [translator, setTranslator] = useState<Translator | null>(null);
  useEffect(() => {
    if (tag === null) return;
    let ended = false;
    void languages[tag]
      .load()
      .catch(() => languages.en.load())
      .then((words) => {
        if (!ended) setTranslator(new Translator(tag, words));
      });
    return () => {
      ended = true;
    };
  }, [tag]);
  useEffect(() => {
    if (translator === null) return;
    document.documentElement.lang = translator.language;
    document.documentElement.dir = translator.direction;
  }, [translator]);
  return translator;
}
