// Queues what members of a programme are to be told: registered, the card in the village, a contribution late, the end of the term near; each once for its reason.
import { fillMembersInArrears } from '../coverage/watch-steps.ts';
import { fillCardsReady } from '../enrolment/card-delivery-store.ts';
import { dateIn } from '../kernel/clock.ts';
import type { CivilDate } from '../kernel/date.ts';
import { addMonths, lastDayOf, monthFrom } from '../kernel/month.ts';
import type { Law } from '../law/law.ts';
import { dayInWords, monthInWords } from '../notice/notice.ts';
import { type PeopleTold, queueNotices } from '../notice/notice-steps.ts';
import type { Tx } from '../platform/database.ts';
import type { Vault } from '../platform/vault.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { fillRegistered } from './member-notice-store.ts';
import { reminderDue } from './year-end.ts';
import { fillFallingOff, standingChoices } from './year-end-store.ts';

/** Kinds of message prepared here. */
export const memberNoticeKinds = ['enrolled', 'card-ready', 'contribution-late', 'protection-ending'] as const;
export type MemberNoticeKind = (typeof memberNoticeKinds)[number];

export interface NoticesPrepared {
  readonly on: CivilDate;
  /** Which reminder of the end of the term is due: 60, 30 or 7 days before; null when none is. */
  readonly reminder: number | null;
  readonly told: readonly (PeopleTold & { readonly kind: MemberNoticeKind })[];
}

/**
 * Queues the messages due today to the programme's members who have a number. After the term nothing is told: the government pays no more. Kabupaten that
 * decided to pay in advance or to hand over are not told of the end. Fault: not-found `programme-unknown`.
 */
export async function prepareNotices(
  tx: Tx,
  { law, vault }: { readonly law: Law; readonly vault: Pick<Vault, 'seal'> },
  { programme }: { readonly programme: string },
): Promise<NoticesPrepared> {
  const { policy, sponsor, timeZone } = await currentPolicy(tx, programme);
  const { last } = policy.term;
  const [on, office] = [dateIn(timeZone, tx.at), policy.sponsor.name];
  if (on > lastDayOf(last)) return { on, reminder: null, told: [] };
  const enrolled = await queueNotices(tx, vault, { kind: 'enrolled', fill: () => fillRegistered(tx, programme), fields: () => ({ office }) });
  const ready = await queueNotices(tx, vault, {
    kind: 'card-ready',
    fill: () => fillCardsReady(tx, programme),
    fields: (place) => ({ office: place ?? office }),
  });
  const late = await queueNotices(tx, vault, {
    kind: 'contribution-late',
    fill: () => fillMembersInArrears(tx, { law, programme, on, until: last }),
    fields: (lastPosted) => ({ office, when: monthInWords(addMonths(monthFrom(lastPosted ?? last), 1)) }),
  });
  const days = reminderDue(last, on);
  const told: (PeopleTold & { kind: MemberNoticeKind })[] = [
    { kind: 'enrolled', ...enrolled },
    { kind: 'card-ready', ...ready },
    { kind: 'contribution-late', ...late },
  ];
  if (days !== null) {
    const but = (await standingChoices(tx, programme, last)).filter(({ choice }) => choice === 'prepay' || choice === 'hand-over').map(({ area }) => area);
    const ending = await queueNotices(tx, vault, {
      kind: 'protection-ending',
      fill: () => fillFallingOff(tx, { programme, sponsor, last, next: addMonths(last, 1), days, but }),
      fields: () => ({ office, when: dayInWords(lastDayOf(last)) }),
    });
    told.push({ kind: 'protection-ending', ...ending });
  }
  return { on, reminder: days, told };
}
