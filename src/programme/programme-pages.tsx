// Decides how a programme file is handed in and how the recorded policy looks: term, places of each kabupaten, budget lines.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { areaName, countText, monthText, rupiahFigure, shareText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { inputOf } from '../web/operation.ts';
import { Facts, Way } from '../web/parts.tsx';
import { perform } from '../web/perform.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';
import { basisWords } from './basis-words.ts';
import { programmeOperations } from './programme-routes.ts';

const words = {
  newTitle: { id: 'Catat program', en: 'Record a programme' },
  newLead: {
    id: 'Pilih berkas program (.yaml): masa, anggaran, kuota dan syarat. Isi yang berubah menjadi versi kebijakan baru; versi lama tetap tersimpan.',
    en: 'Choose a programme file (.yaml): term, budget, places and conditions. Changed content becomes a new version of the policy; earlier versions stay.',
  },
  file: { id: 'Berkas program', en: 'Programme file' },
  submit: { id: 'Catat', en: 'Record' },
  recorded: {
    id: 'Program {programme} tercatat: versi {version}, {places} tempat.',
    en: 'Programme {programme} is recorded: version {version}, {places} places.',
  },
  policy: { id: 'Kebijakan', en: 'Policy' },
  term: { id: 'Masa', en: 'Term' },
  version: { id: 'Versi kebijakan', en: 'Policy version' },
  sponsor: { id: 'Pemerintah', en: 'Sponsor' },
  places: { id: 'Tempat', en: 'Places' },
  digest: { id: 'Sidik kebijakan', en: 'Digest of the policy' },
  budget: { id: 'Mata anggaran', en: 'Budget lines' },
  line: { id: 'Mata anggaran', en: 'Line' },
  fund: { id: 'Sumber', en: 'Fund' },
  limit: { id: 'Pagu', en: 'Limit' },
  committed: { id: 'Terikat', en: 'Committed' },
  share: { id: 'Bagian', en: 'Share' },
  quotas: { id: 'Kuota kabupaten/kota', en: 'Places of each kabupaten' },
  area: { id: 'Kabupaten/kota', en: 'Kabupaten/kota' },
  basis: { id: 'Dasar', en: 'Basis' },
  change: { id: 'Catat versi baru', en: 'Record a new version' },
} as const;

const fields = [{ name: 'file', label: words.file, kind: 'file', accept: '.yaml,.yml' }] as const;

export function programmePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { record, show } = programmeOperations;

  const newPage: Page = (c) => {
    const say = speaker(localeOf(c));
    return c.render(
      <article class="narrow">
        <h1>{say(words.newTitle)}</h1>
        <p class="lead">{say(words.newLead)}</p>
        <ActionForm c={c} operation={record} action="/programmes" fields={fields} submit={words.submit} />
      </article>,
      { title: say(words.newTitle), audience: 'office', here: 'programmes' },
    );
  };
  pages.get('/programmes/new', newPage);
  takeForm(pages, surface, {
    operation: record,
    at: '/programmes',
    page: newPage,
    told: ({ programme, version, places }, locale) => ({ text: speaker(locale)(words.recorded, { programme, version, places: countText(places, locale) }) }),
    next: ({ programme }) => `/programmes/${programme}/policy`,
  });

  pages.get('/programmes/:programme/policy', async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { answer } = await perform(surface, show, inputOf(show, c.req.param()), { actor: surface.actor(c) });
    return c.render(
      <article>
        <p class="kicker">{answer.title[locale]}</p>
        <h1>{say(words.policy)}</h1>
        <Facts
          locale={locale}
          facts={[
            [words.term, `${monthText(answer.firstMonth, locale)} – ${monthText(answer.lastMonth, locale)}`],
            [words.sponsor, answer.sponsor],
            [words.places, countText(answer.places, locale)],
            [words.version, String(answer.version)],
            [words.digest, <code>{answer.digest}</code>],
          ]}
        />
        <h2>{say(words.budget)}</h2>
        <Table
          caption={say(words.budget)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[
            { title: say(words.line) },
            { title: say(words.limit), numeric: true },
            { title: say(words.committed), numeric: true },
            { title: say(words.share), numeric: true },
            { title: say(words.fund) },
          ]}
          rows={answer.lines.map((line) => [
            line.line,
            rupiahFigure(line.limit, locale),
            rupiahFigure(line.committed, locale),
            shareText(line.committed, line.limit, locale),
            line.fundSource,
          ])}
        />
        <h2>{say(words.quotas)}</h2>
        <Table
          caption={say(words.quotas)}
          hideCaption
          scrollLabel={say(frameWords.scrollable)}
          columns={[{ title: say(words.area) }, { title: say(words.places), numeric: true }, { title: say(words.basis) }]}
          rows={answer.quotas.map((quota) => [areaName(quota.name), countText(quota.places, locale), basisWords(quota.basis)[locale]])}
          total={[say({ id: 'Jumlah', en: 'Total' }), countText(answer.places, locale), '']}
        />
        <p class="links">
          <Way c={c} href="/programmes/new">
            {say(words.change)}
          </Way>
        </p>
      </article>,
      programmeFrame(`${say(words.policy)}: ${answer.title[locale]}`, answer.programme, 'policy'),
    );
  });
  return pages;
}
