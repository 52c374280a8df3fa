// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useDraft } from '../api/use-draft.ts';
import { useKnown } from '../api/use-known.ts';
import { useRun } from '../api/use-run.ts';
import { closestLanguage, isLanguage, type LanguageTag } from '../i18n/languages.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { WordsContext } from '../i18n/use-words.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Stage } from './Stage.tsx';
import { useLook } from './use-look.ts';
import { WizardProvider } from './WizardProvider.tsx';

/** The language that was chosen, else that of the browser, which the kiosk starts in the live system's. */
function languageOf(chosen: string | null): LanguageTag {
  return chosen !== null && isLanguage(chosen) ? chosen : closestLanguage(navigator.languages);
}

/**
 * The wizard. Nothing is shown before the draft is there, so that nobody types into what is then replaced. The draft, the
 * run and the likely language come side by side; the machine is looked at when there is something to look at meanwhile.
 */
export function App(): ReactNode {
  const { draft, dispatch, loaded } = useDraft();
  const running = useRun();
  const language = languageOf(draft.look.language);
  const words = useLanguage(language);
  // At the start not in a language that is changed at once; later the old words stay until the new ones are there.
  const [isReady, setIsReady] = useState(false);
  if (!isReady && loaded && words?.language === language) setIsReady(true);
  const store = useKnown(isReady && running.run !== null);
  useLook(draft.look);
  if (words === null || !isReady) return <p className="starting">ParticleOS</p>;
  return (
    <WordsContext value={words}>
      <I18nProvider locale={words.locale}>
        <ErrorBoundary>
          <WizardProvider draft={draft} dispatch={dispatch} store={store} running={running}>
            <Stage />
          </WizardProvider>
        </ErrorBoundary>
      </I18nProvider>
    </WordsContext>
  );
}
