// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/Icon.tsx';
import { Orbit } from './Orbit.tsx';
import { reachablePages } from './reachable-pages.ts';
import { useWizard } from './use-wizard.ts';

/** Where one is, and a way back to every page that was left in good order. */
export function StepRail({ isSetup }: { readonly isSetup: boolean }): ReactNode {
  const { t } = useWords();
  const { pages, page, draft, state, go } = useWizard();
  const reachable = reachablePages(pages, draft.passed, state);
  const at = pages.indexOf(page);
  return (
    <header className="rail">
      <p className="brand">
        <Orbit className="mark" />
        <span>ParticleOS</span>
      </p>
      {isSetup ? (
        <nav aria-label={t('app.steps')}>
          <p className="where" aria-hidden="true">
            {t('app.step', { number: at + 1, count: pages.length })}
          </p>
          <ol>
            {pages.map(({ id, titleKey }, index) => {
              const isHere = id === page.id;
              const isOpen = reachable.has(id);
              const isDone = isOpen && draft.passed.includes(id) && !isHere;
              return (
                <li key={id} className={isHere ? 'here' : isDone ? 'done' : isOpen ? 'open' : 'locked'}>
                  <button
                    type="button"
                    aria-current={isHere ? 'step' : undefined}
                    aria-disabled={!isOpen || undefined}
                    title={isOpen ? undefined : t('app.step.locked')}
                    onClick={isOpen && !isHere ? () => go(id) : undefined}
                  >
                    <span className="number" aria-hidden="true">
                      {isDone ? <Icon name="check" /> : index + 1}
                    </span>
                    <span>{t(titleKey)}</span>
                    {isDone ? <span className="only-read"> ({t('app.step.done')})</span> : null}
                    {isOpen ? null : <span className="only-read"> ({t('app.step.locked')})</span>}
                  </button>
                </li>
              );
            })}
          </ol>
        </nav>
      ) : null}
      <Orbit className="ornament" />
    </header>
  );
}
