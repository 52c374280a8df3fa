// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { useWizard } from '../../app/use-wizard.ts';
import { isLanguage, languages, offeredLanguages } from '../../i18n/languages.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { isFocusFree } from '../../ui/is-focus-free.ts';
import { RadioCards } from '../../ui/RadioCards.tsx';
import { MachineSummary } from './MachineSummary.tsx';
import { Unfinished } from './Unfinished.tsx';

/** Language, and whether this machine is fit. */
export function WelcomePage(): ReactNode {
  const { t, language } = useWords();
  const { draft, dispatch } = useWizard();
  // The first page of a session leaves the focus where it is: nobody has gone anywhere yet.
  const [isFirst] = useState(() => isFocusFree() && draft.passed.length === 0);
  return (
    <>
      <PageHeading title={t('welcome.title')} lead={t('welcome.lead')} takesFocus={!isFirst} />
      <Unfinished />
      <RadioCards
        field="language"
        label={t('welcome.language')}
        tiles="three"
        value={language}
        onChange={(tag) => isLanguage(tag) && dispatch({ type: 'look', look: { language: tag } })}
        cards={offeredLanguages(location.search === '?pseudo').map((tag) => ({
          value: tag,
          title: languages[tag].name,
          lang: tag,
        }))}
      />
      <MachineSummary />
    </>
  );
}
