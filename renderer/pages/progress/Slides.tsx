// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Orbit } from '../../app/Orbit.tsx';
import { ActionButton } from '../../ui/ActionButton.tsx';

const slides = ['whole', 'readonly', 'update', 'back', 'apps'] as const;
/** Time to read the longest one twice. */
const TURN_MS = 14_000;

/** What is new about an atomic system, to read meanwhile. Pages turn by themselves until someone stops or turns them. */
export function Slides(): ReactNode {
  const { t } = useWords();
  const [at, setAt] = useState(0);
  const [isTurning, setIsTurning] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  useEffect(() => {
    if (!isTurning) return;
    const timer = setInterval(() => setAt((before) => (before + 1) % slides.length), TURN_MS);
    return () => clearInterval(timer);
  }, [isTurning]);
  const turn = (by: number): void => {
    setIsTurning(false);
    setAt((before) => (before + by + slides.length) % slides.length);
  };
  const slide = slides[at] ?? 'whole';
  return (
    <section className="slides" aria-labelledby="slides">
      <h2 id="slides">{t('slides.title')}</h2>
      {/* Read aloud only when a person turned to it: the progress has the voice. */}
      <div className={`slide slide-${slide}`} aria-live={isTurning ? 'off' : 'polite'}>
        <Orbit className="mark" />
        <div>
          <h3>{t(`slide.${slide}.title`)}</h3>
          <p>{t(`slide.${slide}.text`)}</p>
        </div>
      </div>
      <div className="row-buttons">
        <ActionButton kind="quiet" icon="back" onPress={() => turn(-1)}>
          {t('slides.previous')}
        </ActionButton>
        <ActionButton
          kind="quiet"
          icon={isTurning ? 'pause' : 'play'}
          onPress={() => setIsTurning(!isTurning)}
        >
          {t(isTurning ? 'slides.pause' : 'slides.play')}
        </ActionButton>
        <ActionButton kind="quiet" iconAfter="next" onPress={() => turn(1)}>
          {t('slides.next')}
        </ActionButton>
      </div>
    </section>
  );
}
