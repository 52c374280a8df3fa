// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Phase } from '../../../core/plan/step.ts';
import { useWords } from '../../i18n/use-words.ts';

/** Said at every tenth of the way and when another phase begins: often enough to trust it, seldom enough to bear it. */
const EVERY_PERCENT = 10;

interface AnnouncerProps {
  readonly phase: Phase;
  readonly percent: number;
}

/** Tells a screen reader how far the install is, politely. */
export function Announcer({ phase, percent }: AnnouncerProps): ReactNode {
  const { t } = useWords();
  const rounded = Math.floor(percent / EVERY_PERCENT) * EVERY_PERCENT;
  return (
    <p className="only-read" role="status" aria-live="polite" aria-atomic="true">
      {t('progress.announce', { phase: t(`phase.${phase}`), percent: rounded })}
    </p>
  );
}
