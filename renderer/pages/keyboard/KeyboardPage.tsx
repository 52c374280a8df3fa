// SPDX-License-Identifier: Apache-2.0
import { useCallback, useState, type ReactNode } from 'react';
import { consoleKeymap } from '../../../core/request/console-keymap.ts';
import { hasLatin } from '../../../core/request/xkb-groups.ts';
import { call } from '../../api/call.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Choose } from '../../ui/Choose.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { SearchList } from '../../ui/SearchList.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { chosenKeyboard } from './chosen-keyboard.ts';
import { layoutItems } from './layout-items.ts';

/** Layout and variant, switched at once where the compositor can; what the boot prompt will have is said. */
export function KeyboardPage(): ReactNode {
  const { t } = useWords();
  const { state } = useWizard();
  const [, change] = useAnswers('keyboard');
  const problem = useProblem();
  const [tried, setTried] = useState('');
  const [isLive, setIsLive] = useState(true);
  const { choices } = state.known;
  const keyboard = chosenKeyboard(state);
  const items = useCallback(() => (choices === null ? [] : layoutItems(choices)), [choices]);
  const variants = choices?.layouts.find(({ layout }) => layout === keyboard?.layout)?.variants ?? [];
  const choose = (layout: string, variant: string | null): void => {
    change({ layout, variant });
    call('keyboard', variant === null ? { layout } : { layout, variant }).then(
      ({ applied }) => setIsLive(applied),
      () => setIsLive(false),
    );
  };
  const keymap = keyboard === null ? null : consoleKeymap(keyboard.layout, keyboard.variant);
  return (
    <>
      <PageHeading title={t('keyboard.title')} lead={t('keyboard.lead')} />
      <div className="beside">
        <SearchList
          field="layout"
          label={t('keyboard.layout')}
          searchLabel={t('keyboard.search')}
          items={items}
          value={keyboard?.layout ?? null}
          onChange={(layout) => choose(layout, null)}
          nothing={(text) => t(choices === null ? 'app.loading' : 'keyboard.none', { text })}
          problem={problem('layout')}
        />
        <div className="stack">
          <Choose
            field="variant"
            label={t('keyboard.variant')}
            value={keyboard?.variant ?? ''}
            onChange={(variant) =>
              keyboard !== null && choose(keyboard.layout, variant === '' ? null : variant)
            }
            options={[
              { value: '', title: t('keyboard.variant.none') },
              ...variants.map(({ variant, title }) => ({ value: variant, title })),
            ]}
          />
          <TextBox
            field="try"
            label={t('keyboard.try')}
            hint={t('keyboard.try.hint')}
            value={tried}
            onChange={setTried}
          />
          {keyboard === null || hasLatin(keyboard.layout, keyboard.variant) ? null : (
            <Notice tone="info" live>
              <p>{t('keyboard.twoGroups')}</p>
            </Notice>
          )}
          {isLive ? null : (
            <Notice tone="info" live>
              <p>{t('keyboard.notLive')}</p>
            </Notice>
          )}
          {keyboard === null ? null : keymap === null ? (
            <Notice tone="warning" live>
              <p>{t('keyboard.boot.none')}</p>
            </Notice>
          ) : (
            <p className="soft">{t('keyboard.boot', { keymap })}</p>
          )}
        </div>
      </div>
    </>
  );
}
