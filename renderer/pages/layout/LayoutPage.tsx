// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { useOffers } from '../../api/use-offers.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { isEmptyDisk } from '../../machine/disk-content.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';
import { IssueList } from '../../ui/IssueList.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { LetGo } from '../disk/LetGo.tsx';
import { Advanced } from './Advanced.tsx';
import { Comparison } from './Comparison.tsx';
import { ManualEditor } from './manual/ManualEditor.tsx';
import { blocks, isOffer, offerKey, offerText, offerTitle } from './offer-words.ts';
import { closedBy, OpenSystem } from './OpenSystem.tsx';
import { RoomSlider } from './RoomSlider.tsx';
import { touchedDisks } from './touched-disks.ts';
import { Unfit } from './Unfit.tsx';

/** What becomes of what is on the disk: what is possible here, and the disk before and after. */
export function LayoutPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { state, planned, request } = useWizard();
  const [answers, change] = useAnswers('layout');
  const problem = useProblem();
  const [turn, setTurn] = useState(0);
  const known = useOffers(request, answers.opened, turn);
  const disk = chosenDisk(state.answers.disk.disk, state.known.facts);
  const layout = answers.layout ?? (disk !== null && isEmptyDisk(disk) ? { kind: 'erase' as const } : null);
  const { plan, status, issues } = planned;
  const offers = known?.offers ?? [];
  const open = offers.filter((offer) => blocks(offer).length === 0);
  const locked = offers.filter((offer) => closedBy(offer) !== null);
  const chosen = open.find((offer) => isOffer(layout, offer));
  const { facts } = state.known;
  const others = facts === null ? [] : touchedDisks(answers, disk, facts);
  const errors = issues.filter(({ severity }) => severity === 'error');
  return (
    <>
      <PageHeading title={t('layout.title')} lead={t('layout.lead')} />
      <RadioCards
        field="layout"
        label={t('layout.choice')}
        hideLabel
        tiles="two"
        value={chosen === undefined ? null : offerKey(chosen)}
        onChange={(key) => {
          const offer = offers.find((one) => offerKey(one) === key);
          if (offer !== undefined) change({ layout: offer.layout });
        }}
        problem={problem('layout')}
        cards={open.map((offer) => ({
          value: offerKey(offer),
          title: offerTitle(offer, words),
          children: <span className="soft">{offerText(offer, words)}</span>,
        }))}
      />
      {known === null ? <p role="status">{t('layout.planning')}</p> : null}
      {locked.map((offer) => (
        <OpenSystem
          key={offerKey(offer)}
          offer={offer}
          onOpen={(opened) => {
            change({ opened });
            setTurn(turn + 1);
          }}
        />
      ))}
      {layout?.kind === 'alongside' && chosen?.room != null ? (
        <RoomSlider
          offer={chosen}
          room={chosen.room}
          layout={layout}
          onChange={(to) => change({ layout: { ...layout, to } })}
        />
      ) : null}
      {layout?.kind === 'free-space' ? (
        <TextBox
          field="size"
          label={t('manual.size')}
          hint={t('manual.size.rest')}
          technical
          optional
          value={answers.size}
          onChange={(size) => change({ size })}
          problem={problem('size')}
        />
      ) : null}
      {layout?.kind === 'keep-data' ? (
        <Tick
          label={t('layout.keep.instead')}
          hint={t('layout.keep.instead.hint')}
          isOn={layout.place === 'instead'}
          onChange={(isOn) => change({ layout: { ...layout, place: isOn ? 'instead' : 'beside' } })}
        />
      ) : null}
      {layout?.kind === 'manual' && disk !== null && facts !== null ? (
        <ManualEditor
          facts={facts}
          disk={disk}
          layout={layout}
          onChange={(changed) => change({ layout: changed })}
        />
      ) : null}
      <LetGo disks={others} />
      <div className="panel stack">
        {disk === null ? null : (
          <Comparison disk={disk} others={others} plan={layout === null ? null : plan} />
        )}
        <div role="status">
          {status === 'making' ? <p>{t('layout.planning')}</p> : null}
          {status === 'made' && plan === null && layout !== null ? (
            <>
              <p>{t('layout.noPlan')}</p>
              <IssueList issues={errors.length > 0 ? errors : issues} />
            </>
          ) : null}
        </div>
      </div>
      <Unfit offers={offers.filter((offer) => blocks(offer).length > 0 && !locked.includes(offer))} />
      <Advanced disk={disk} further={known?.further ?? null} zram={known?.zram ?? []} />
    </>
  );
}
