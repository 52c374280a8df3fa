// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Choose } from '../../ui/Choose.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { SearchList } from '../../ui/SearchList.tsx';
import { chosenLocale, chosenZone, offeredLocales, PLAIN_LOCALE } from './chosen-place.ts';
import { localeTitle, zoneTitle } from './locale-title.ts';
import { zoneItems } from './zone-items.ts';

const MINUTE_MS = 60_000;

function timeIn(zone: string, locale: string, now: Date): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, timeStyle: 'short', dateStyle: 'medium' }).format(
    now,
  );
}

/** Time zone and locale. */
export function PlacePage(): ReactNode {
  const words = useWords();
  const { t, locale: language } = words;
  const { state } = useWizard();
  const [, change] = useAnswers('place');
  const problem = useProblem();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  const { choices } = state.known;
  const zone = chosenZone(state);
  const items = useCallback(
    () => (choices === null ? [] : zoneItems(choices, language)),
    [choices, language],
  );
  const time = useMemo(() => (zone === null ? '' : timeIn(zone, language, now)), [zone, language, now]);
  return (
    <>
      <PageHeading title={t('place.title')} lead={t('place.lead')} />
      <div className="beside">
        <SearchList
          field="zone"
          label={t('place.zone')}
          searchLabel={t('place.zone.search')}
          items={items}
          value={zone}
          onChange={(id) => change({ zone: id })}
          nothing={(text) => t('place.zone.none', { text })}
          problem={problem('zone')}
        />
        <div className="stack">
          {zone === null ? null : (
            <div className="panel">
              <h2>{zoneTitle(zone).title}</h2>
              <p>{t('place.zone.now', { time })}</p>
            </div>
          )}
          <Choose
            field="locale"
            label={t('place.locale')}
            value={chosenLocale(state)}
            onChange={(locale) => change({ locale })}
            options={[
              ...offeredLocales(state).map((one) => ({ value: one, title: localeTitle(one, language) })),
              { value: PLAIN_LOCALE, title: t('place.locale.c') },
            ]}
          />
        </div>
      </div>
    </>
  );
}
