// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import type { MessageKey } from '../i18n/en.ts';
import { Icon, type IconName } from './Icon.tsx';

type Tone = 'error' | 'warning' | 'info' | 'ok';

const look: Readonly<Record<Tone, { icon: IconName; title: MessageKey | null }>> = {
  error: { icon: 'error', title: 'app.error' },
  warning: { icon: 'warning', title: 'app.warning' },
  info: { icon: 'info', title: null },
  ok: { icon: 'check', title: null },
};

interface NoticeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** It came up by itself: told politely. */
  readonly live?: boolean;
}

/** Something to know, in a frame whose tone is also said in words. */
export function Notice({ tone, children, live = false }: NoticeProps): ReactNode {
  const { t } = useWords();
  const { icon, title } = look[tone];
  return (
    <div className={`notice ${tone}`} role={live ? 'status' : undefined}>
      <Icon name={icon} />
      <div>
        {title === null ? null : <span className="only-read">{t(title)}: </span>}
        {children}
      </div>
    </div>
  );
}
