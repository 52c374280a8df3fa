// SPDX-License-Identifier: Apache-2.0
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';

const LOOK_MS = 1000;
/** Older lines are in the log file; a page with all of them would get slow. */
const MOST_LINES = 2000;

function LogLines({ id }: { readonly id: string }): ReactNode {
  const { t } = useWords();
  const [lines, setLines] = useState<readonly string[]>([]);
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    let after = 0;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      try {
        const answer = await call('log', { after });
        after = answer.next;
        if (!ended && answer.lines.length > 0)
          setLines((before) => [...before, ...answer.lines].slice(-MOST_LINES));
      } catch {
        // The next look may reach the service again.
      }
      if (!ended) timer = setTimeout(() => void look(), LOOK_MS);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, []);
  useEffect(() => {
    box.current?.scrollTo(0, box.current.scrollHeight);
  }, [lines]);
  return (
    // A person without a mouse scrolls it by keyboard, so it takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
    <pre
      ref={box}
      id={id}
      className="technical log"
      dir="ltr"
      lang="en"
      tabIndex={0}
      aria-label={t('progress.log')}
    >
      {lines.join('\n')}
    </pre>
  );
}

/** The log of the run, shown when it is wanted. */
export function LogDrawer(): ReactNode {
  const { t } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <section className="log-drawer">
      <ActionButton kind="quiet" icon="log" expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
        {t(isOpen ? 'progress.log.hide' : 'progress.log.show')}
      </ActionButton>
      {isOpen ? <LogLines id={id} /> : null}
    </section>
  );
}
