// Decides the page on which messages to a programme's members are prepared, and what it tells of whom no number is known.
import { Hono } from 'hono';
import { noticeKindWords } from '../notice/notice-words.ts';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { localeOf } from '../web/locale.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker } from '../web/words.ts';
import { memberNoticeOperations as operations } from './member-notice-routes.ts';
import { preparedText } from './member-notice-words.ts';

const words = {
  title: { id: 'Pesan kepada peserta', en: 'Messages to members' },
  lead: {
    id: 'Memberi tahu peserta yang nomornya dikenal: bahwa ia terdaftar, bahwa kartunya sudah tiba di desa, bahwa iuran bulannya belum tercatat, dan 60, 30 dan 7 hari sebelum perlindungan berakhir. Setiap alasan sekali, seberapa sering pun disiapkan.',
    en: 'Tells members whose number is known: that they are registered, that their card has come to the village, that a contribution is late, and 60, 30 and 7 days before the end of the term. Once for each reason, however often it is prepared.',
  },
  submit: { id: 'Siapkan pesan hari ini', en: 'Prepare the messages due today' },
  one: {
    id: '{kind}: {people} orang, {withoutContact} tanpa nomor, {toldBefore} sudah diberi tahu, {queued} disiapkan',
    en: '{kind}: {people} people, {withoutContact} without a number, {toldBefore} told before, {queued} prepared',
  },
  all: { id: 'Semua pesan dan keadaannya', en: 'All messages and how they stand' },
} as const;

export function memberNoticePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = (c) => {
    const say = speaker(localeOf(c));
    const programme = c.req.param('programme') ?? '';
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm c={c} operation={operations.prepare} action={`/programmes/${programme}/notices`} submit={words.submit} plain />
        <p class="links">
          <a href="/notices">{say(words.all)}</a>
        </p>
      </article>,
      programmeFrame(say(words.title), programme, 'notices'),
    );
  };
  pages.get('/programmes/:programme/notices', page);
  takeForm(pages, surface, {
    operation: operations.prepare,
    at: '/programmes/:programme/notices',
    page,
    told: ({ told }, locale) => {
      const say = speaker(locale);
      return {
        text: say(preparedText({ told })),
        problems: told.map(({ kind, ...counts }) => say(words.one, { kind: say(noticeKindWords[kind]), ...counts })),
      };
    },
    next: (_, { programme }) => `/programmes/${programme}/notices`,
  });
  return pages;
}
