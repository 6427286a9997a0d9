// Decides how closing a programme looks: what stands in the way, the money and cases it leaves, the form that closes it.
import { Hono } from 'hono';
import { ActionForm } from '../web/action-form.tsx';
import { type Page, takeForm } from '../web/act.ts';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText, monthText, rupiahFigure, whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { lookRemembered } from '../web/look.ts';
import { Counting, Doable } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { obstacleWords } from './closing.ts';
import { closingOperations as operations } from './closing-routes.ts';

const words = {
  title: { id: 'Penutupan program', en: 'Closing the programme' },
  lead: {
    id: 'Pencocokan terakhir, uang yang tersisa, kasus yang dilanjutkan, dan lampiran untuk LKPJ.',
    en: 'The last reconciliation, the money left, the cases that go on, and the annex for the yearly report (LKPJ).',
  },
  closedOn: { id: 'Ditutup {when}.', en: 'Closed {when}.' },
  unspent: { id: 'Sisa pagu', en: 'Unspent' },
  limit: { id: 'dari {amount}', en: 'of {amount}' },
  refundable: { id: 'Ada pada BPJS', en: 'At the administrator' },
  refundNote: { id: 'diposting, dipindah, atau dikembalikan menurut PKS', en: 'to be posted, carried over or paid back by the agreement' },
  claims: { id: 'Klaim terbuka', en: 'Open claims' },
  obstacles: { id: 'Yang menghalangi', en: 'In the way' },
  none: { id: 'Tidak ada yang menghalangi.', en: 'Nothing stands in the way.' },
  what: { id: 'Hal', en: 'What' },
  which: { id: 'Yang mana', en: 'Which' },
  must: { id: 'harus dibereskan', en: 'must be mended' },
  may: { id: 'boleh dengan alasan', en: 'may be, with a reason' },
  months: { id: 'Bulan', en: 'Months' },
  month: { id: 'Bulan', en: 'Month' },
  charged: { id: 'Orang ditagih', en: 'People charged' },
  posted: { id: 'Orang diposting', en: 'People posted' },
  invoiced: { id: 'Ditagih', en: 'Invoiced' },
  debited: { id: 'Dibayar', en: 'Paid' },
  postedAmount: { id: 'Diposting', en: 'Posted' },
  square: { id: 'Beres', en: 'Square' },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak', en: 'no' },
  claim: { id: 'Klaim', en: 'Claim' },
  area: { id: 'Wilayah', en: 'Area' },
  died: { id: 'Meninggal', en: 'Died' },
  amount: { id: 'Jumlah', en: 'Amount' },
  owners: { id: 'Dilanjutkan oleh', en: 'Goes on with' },
  nobody: { id: 'belum ada', en: 'nobody yet' },
  close: { id: 'Tutup program', en: 'Close the programme' },
  despite: { id: 'Alasan bila tetap ditutup', en: 'Why in spite of what is open' },
  files: { id: 'Lampiran ada di halaman Berkas', en: 'The annex is on the page Files' },
  done: { id: 'Program ditutup; sisa {amount}.', en: 'Programme closed; {amount} unspent.' },
} as const;

export function closingPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const found = await lookRemembered(surface, c, operations.show);
    const frame = programmeFrame(say(words.title), programme, 'closing');
    if (found === undefined)
      return c.render(
        <article>
          <h1>{say(words.title)}</h1>
          <Counting c={c} />
        </article>,
        { ...frame, refresh: 3 },
      );
    const money = (amount: number): string => rupiahFigure(amount, locale);
    const shown = { hideCaption: true, scrollLabel: say(frameWords.scrollable) };
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        {found.closed === null ? null : <p class="answer">{say(words.closedOn, { when: whenText(found.closed.recordedAt, surface.timeZone, locale) })}</p>}
        <FigureCards>
          <FigureCard label={say(words.unspent)} value={money(found.unspent)} note={say(words.limit, { amount: money(found.limit) })} />
          <FigureCard label={say(words.refundable)} value={money(found.refundable)} note={say(words.refundNote)} />
          <FigureCard label={say(words.claims)} value={countText(found.claims.length, locale)} note={money(found.claimsAmount)} />
        </FigureCards>
        <h2>{say(words.obstacles)}</h2>
        {found.obstacles.length === 0 ? (
          <p>{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.obstacles)}
            {...shown}
            columns={[{ title: say(words.what) }, { title: say(words.which) }, { title: '' }]}
            rows={found.obstacles.map(({ code, subject, optional }) => [obstacleWords[code][locale], subject, say(optional ? words.may : words.must)])}
          />
        )}
        <h2>{say(words.months)}</h2>
        <Table
          caption={say(words.months)}
          {...shown}
          columns={[
            { title: say(words.month) },
            ...[words.charged, words.posted, words.invoiced, words.debited, words.postedAmount].map((word) => ({ title: say(word), numeric: true })),
            { title: say(words.square) },
          ]}
          rows={found.months.map((one) => [
            <a href={`/programmes/${programme}/months/${one.month}/reconciliation`}>{monthText(one.month, locale)}</a>,
            countText(one.charged, locale),
            countText(one.posted, locale),
            money(one.invoiced),
            money(one.debited),
            money(one.postedAmount),
            say(one.square ? words.yes : words.no),
          ])}
        />
        {found.claims.length === 0 ? null : (
          <>
            <h2>{say(words.claims)}</h2>
            <Table
              caption={say(words.claims)}
              {...shown}
              columns={[
                { title: say(words.claim) },
                { title: say(words.area) },
                { title: say(words.died) },
                { title: say(words.amount), numeric: true },
                { title: say(words.owners) },
              ]}
              rows={found.claims.map((one) => [
                <a href={`/claims/${one.claimId}`}>{one.claimId.slice(0, 8)}</a>,
                one.area,
                dateText(one.happenedOn, locale),
                money(one.amount),
                one.owners.length === 0 ? say(words.nobody) : one.owners.join(', '),
              ])}
            />
          </>
        )}
        {found.closed !== null ? null : (
          <Doable id="tutup" title={say(words.close)} open={c.get('refusal') !== undefined}>
            <ActionForm
              c={c}
              operation={operations.close}
              action={`/programmes/${programme}/closing`}
              fields={[{ name: 'despite', label: words.despite, optional: true }]}
              submit={words.close}
            />
          </Doable>
        )}
        <p class="links">
          <a href={`/programmes/${programme}/files`}>{say(words.files)}</a>
        </p>
      </article>,
      frame,
    );
  };
  pages.get('/programmes/:programme/closing', page);
  takeForm(pages, surface, {
    operation: operations.close,
    at: '/programmes/:programme/closing',
    page,
    told: ({ closed }, locale) => ({ text: speaker(locale)(words.done, { amount: rupiahFigure(closed.unspent, locale) }), problems: [] }),
    next: (_, { programme }) => `/programmes/${programme}/closing`,
  });
  return pages;
}
