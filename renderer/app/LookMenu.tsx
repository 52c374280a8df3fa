// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { isLanguage, languages, offeredLanguages } from '../i18n/languages.ts';
import { useWords } from '../i18n/use-words.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Choose } from '../ui/Choose.tsx';
import { Popup } from '../ui/Popup.tsx';
import { RadioCards } from '../ui/RadioCards.tsx';
import { Tick } from '../ui/Tick.tsx';
import { lookFields, type Look } from './draft.ts';
import { useWizard } from './use-wizard.ts';

const sizes = [100, 125, 150, 200] as const;

/** Language, colors, contrast and size of the text: within reach on every page. */
export function LookMenu(): ReactNode {
  const { t, language } = useWords();
  const { draft, dispatch } = useWizard();
  const [isOpen, setIsOpen] = useState(false);
  const { look } = draft;
  const change = (part: Partial<Look>): void => dispatch({ type: 'look', look: part });
  const withPseudo = language === 'en-XA' || location.search === '?pseudo';
  return (
    <>
      <ActionButton kind="quiet" icon="display" onPress={() => setIsOpen(true)}>
        {t('look.title')}
      </ActionButton>
      <Popup title={t('look.title')} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <Choose
          field="language"
          label={t('look.language')}
          value={language}
          onChange={(tag) => isLanguage(tag) && change({ language: tag })}
          options={offeredLanguages(withPseudo).map((tag) => ({ value: tag, title: languages[tag].name }))}
        />
        <RadioCards
          field="theme"
          label={t('look.theme')}
          tiles
          value={look.theme}
          onChange={(value) => change({ theme: lookFields.shape.theme.parse(value) })}
          cards={lookFields.shape.theme.options.map((value) => ({ value, title: t(`look.theme.${value}`) }))}
        />
        <RadioCards
          field="text"
          label={t('look.text')}
          tiles
          value={String(look.textPercent)}
          onChange={(value) => change({ textPercent: sizes.find((size) => String(size) === value) ?? 100 })}
          cards={sizes.map((size) => ({
            value: String(size),
            title: t('progress.percent', { percent: size }),
          }))}
        />
        <Tick label={t('look.contrast')} isOn={look.contrast} onChange={(contrast) => change({ contrast })} />
        <div className="dialog-buttons">
          <ActionButton kind="primary" onPress={() => setIsOpen(false)}>
            {t('app.close')}
          </ActionButton>
        </div>
      </Popup>
    </>
  );
}
