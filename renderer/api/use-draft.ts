// SPDX-License-Identifier: Apache-2.0
import { useEffect, useReducer, useRef, useState, type Dispatch } from 'react';
import { emptyDraft, readDraft, type Draft } from '../app/draft.ts';
import { reduceDraft, type DraftAction } from '../app/reduce-draft.ts';
import { call } from './call.ts';

/** Typing is saved when it pauses. */
const SAVE_MS = 250;

/** The draft, kept by the service; `loaded` once it is known whether there was one. */
export function useDraft(): { draft: Draft; dispatch: Dispatch<DraftAction>; loaded: boolean } {
  const [draft, dispatch] = useReducer(reduceDraft, emptyDraft);
  const [loaded, setLoaded] = useState(false);
  const saved = useRef<Draft | null>(null);
  useEffect(() => {
    let ended = false;
    void call('draft', {})
      .then(({ draft: text }) => readDraft(text))
      // Without an answer the wizard begins anew rather than not at all.
      .catch(() => null)
      .then((found) => {
        if (ended) return;
        if (found !== null) {
          saved.current = found;
          dispatch({ type: 'load', draft: found });
        }
        setLoaded(true);
      });
    return () => {
      ended = true;
    };
  }, []);
  useEffect(() => {
    if (!loaded || draft === emptyDraft || saved.current === draft) return;
    const timer = setTimeout(() => {
      saved.current = draft;
      // One that fails is made up for by the next change.
      call('saveDraft', { draft: JSON.stringify(draft) }).catch(() => {
        saved.current = null;
      });
    }, SAVE_MS);
    return () => clearTimeout(timer);
  }, [draft, loaded]);
  return { draft, dispatch, loaded };
}
