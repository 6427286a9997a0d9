// Decides how messages to people are shown: newest first, numbers masked, how each stands and why.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import type { NoticeOperations } from './notice-routes.ts';

const words = {
  title: { id: 'Pesan kepada warga', en: 'Messages to people' },
  lead: {
    id: 'Pesan singkat yang dikirim lewat gerbang SMS atau WhatsApp, atau ditulis ke berkas bila belum ada gerbang. Nomor disamarkan.',
    en: 'Short messages sent by an SMS or WhatsApp gateway, or written to a file where there is none. Numbers are masked.',
  },
  none: { id: 'Belum ada pesan.', en: 'No messages yet.' },
  when: { id: 'Dicatat', en: 'Recorded' },
  to: { id: 'Kepada', en: 'To' },
  text: { id: 'Isi', en: 'Text' },
  state: { id: 'Keadaan', en: 'State' },
  tries: { id: 'Kali dicoba', en: 'Tries' },
  states: {
    waiting: { id: 'menunggu', en: 'waiting' },
    sent: { id: 'terkirim', en: 'sent' },
    delivered: { id: 'sampai', en: 'delivered' },
    refused: { id: 'ditolak gerbang', en: 'refused by the gateway' },
    'given-up': { id: 'tidak dicoba lagi', en: 'given up' },
  },
  send: { id: 'Kirim yang sudah waktunya', en: 'Send what is due' },
  done: { id: 'Terkirim {sent}, gagal {failed}, ditolak {refused}.', en: 'Sent {sent}, failed {failed}, refused {refused}.' },
} as const;

export function noticePages(surface: Surface, { list, send }: NoticeOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { notices } = await look(surface, c, list);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm c={c} operation={send} action="/notices" submit={words.send} plain />
        {notices.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.title)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[words.when, words.to, words.text, words.state].map((title) => ({ title: say(title) })).concat({ title: say(words.tries) })}
            rows={notices.map((one) => [
              whenText(one.recordedAt, surface.timeZone, locale),
              one.to,
              one.text,
              `${say(words.states[one.state])}${one.detail === null ? '' : ` (${one.detail})`}`,
              one.tries,
            ])}
          />
        )}
      </article>,
      { title: say(words.title), audience: 'office' },
    );
  };
  pages.get('/notices', page);
  takeForm(pages, surface, {
    operation: send,
    at: '/notices',
    page,
    told: ({ sent, failed, refused }, locale) => ({ text: speaker(locale)(words.done, { sent, failed, refused }) }),
    next: () => '/notices',
  });
  return pages;
}
