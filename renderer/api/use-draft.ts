// SPDX-License-Identifier: Apache-2.0
import { useEffect, useReducer, useRef, useState, type Dispatch } from 'react';
import { emptyDraft, readDraft, type Draft } from '../app/draft.ts';
import { reduceDraft, type DraftAction } from '../app/reduce-draft.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { call } from './call.ts';

/** While someone types it is saved this often, in milliseconds; a page that is left is saved when the next one is painted. */
const SAVE_MS = 250;

/** The draft, kept by the service; `loaded` once it is known whether there was one. */
export function useDraft(): { draft: Draft; dispatch: Dispatch<DraftAction>; loaded: boolean } {
  const [draft, dispatch] = useReducer(reduceDraft, emptyDraft);
  const [loaded, setLoaded] = useState(false);
  const saving = useRef<DraftSaver>(null);
  saving.current ??= new DraftSaver();
  const saver = saving.current;
  useEffect(() => {
    let ended = false;
    void call('draft', {})
      .then(({ draft: text }) => readDraft(text))
      // Without an answer the wizard begins anew rather than not at all.
      .catch(() => null)
      .then((found) => {
        if (ended) return;
        if (found !== null) dispatch({ type: 'load', draft: found });
        saver.begin(found ?? emptyDraft);
        setLoaded(true);
      });
    return () => {
      ended = true;
    };
  }, [saver]);
  useEffect(() => saver.note(draft), [draft, saver]);
  useEffect(() => {
    const flush = (): void => saver.flush();
    addEventListener('pagehide', flush);
    return () => removeEventListener('pagehide', flush);
  }, [saver]);
  return { draft, dispatch, loaded };
}

/** Hands drafts to the service: never older ones after newer ones, and not one for every key. */
class DraftSaver {
  #saved: Draft | null = null;
  #latest: Draft | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** From now on what differs from this is saved. */
  begin(draft: Draft): void {
    this.#saved = draft;
    this.#latest = draft;
  }

  note(draft: Draft): void {
    if (this.#saved === null || draft === this.#latest || draft === this.#saved) return;
    const isOtherPage = draft.page !== this.#latest?.page;
    this.#latest = draft;
    if (isOtherPage) afterPaint(() => this.#save());
    else this.#timer ??= setTimeout(() => this.#save(), SAVE_MS);
  }

  /** The page goes away: the browser sends it after that. */
  flush(): void {
    if (this.#latest === null || this.#latest === this.#saved) return;
    const body = JSON.stringify({ draft: JSON.stringify(this.#latest) });
    navigator.sendBeacon('/api/saveDraft', new Blob([body], { type: 'application/json' }));
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const draft = this.#latest;
    if (draft === null) return;
    this.#saved = draft;
    // One that fails is made up for by the next change.
    call('saveDraft', { draft: JSON.stringify(draft) }).catch(() => {
      this.#saved = emptyDraft;
    });
  }
}
