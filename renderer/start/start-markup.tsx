// SPDX-License-Identifier: Apache-2.0
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nProvider } from 'react-aria-components';
import { emptyDraft } from '../app/draft.ts';
import { Stage } from '../app/Stage.tsx';
import { WizardProvider } from '../app/WizardProvider.tsx';
import { enIssues } from '../i18n/en-issues.ts';
import { en } from '../i18n/en.ts';
import { Translator } from '../i18n/translate.ts';
import { WordsContext } from '../i18n/use-words.ts';

const nothing = async (): Promise<void> => undefined;

/** The first page as it stands before anything is known or was said, in English, as HTML; made when the wizard is bundled. */
export function startMarkup(): string {
  const words = new Translator('en', { messages: en, issues: enIssues });
  const known = { facts: null, choices: null, catalogue: null, network: null };
  return renderToStaticMarkup(
    <WordsContext value={words}>
      <I18nProvider locale="en">
        <WizardProvider
          draft={emptyDraft}
          dispatch={() => undefined}
          store={{ known, probe: nothing, scan: nothing, setNetwork: () => undefined }}
          running={{ run: { state: 'idle' }, connected: true }}
        >
          <Stage />
        </WizardProvider>
      </I18nProvider>
    </WordsContext>,
  );
}
