// SPDX-License-Identifier: Apache-2.0
import { useEffect, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Shell } from './Shell.tsx';
import { useWizard } from './use-wizard.ts';

/** The page at hand, with the way back and on. The last page has a button of its own to go on. */
export function Setup(): ReactNode {
  const { t } = useWords();
  const { page, pages, next, go } = useWizard();
  const at = pages.indexOf(page);
  const before = pages[at - 1];
  const isLast = at === pages.length - 1;
  const { Component } = page;
  useEffect(() => {
    document.title = `${t(page.titleKey)} – ${t('app.name')}`;
  }, [t, page]);
  return (
    <Shell
      isSetup
      buttons={
        <>
          {before === undefined ? (
            <span />
          ) : (
            <ActionButton icon="back" onPress={() => go(before.id)} isOnce>
              {t('app.back')}
            </ActionButton>
          )}
          {isLast ? null : (
            <ActionButton kind="primary" iconAfter="next" onPress={next} isOnce>
              {t('app.next')}
            </ActionButton>
          )}
        </>
      }
    >
      <Component key={page.id} />
    </Shell>
  );
}
