// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useDraft } from '../api/use-draft.ts';
import { useKnown } from '../api/use-known.ts';
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

/** The wizard. Nothing is shown before the draft is there, so that nobody types into what is then replaced. */
export function App(): ReactNode {
  const { draft, dispatch, loaded } = useDraft();
  const store = useKnown();
  const words = useLanguage(loaded ? languageOf(draft.look.language) : null);
  useLook(draft.look);
  if (words === null) return <p className="starting">ParticleOS</p>;
  return (
    <WordsContext value={words}>
      <I18nProvider locale={words.locale}>
        <ErrorBoundary>
          <WizardProvider draft={draft} dispatch={dispatch} store={store}>
            <Stage />
          </WizardProvider>
        </ErrorBoundary>
      </I18nProvider>
    </WordsContext>
  );
}
