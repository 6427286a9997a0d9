// Decides how the glass is broken, used and judged on pages.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { rememberGlass } from '../web/glass.ts';
import { ActionForm } from '../web/action-form.tsx';
import { whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Facts } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { speaker } from '../web/words.ts';
import type { GlassOperations } from './glass-routes.ts';
import { glassVerdicts } from './permission-words.ts';

const words = {
  breakTitle: { id: 'Akses darurat', en: 'Break the glass' },
  breakLead: {
    id: 'Untuk keadaan yang tidak dapat menunggu. Satu perbuatan, beberapa menit, di pemerintah sendiri. Pemeriksa dan pejabat pelindungan data langsung diberi tahu dan akan menilainya. Menandatangani dan membayar tidak pernah lewat jalan ini.',
    en: 'For what cannot wait. One act, some minutes, within the own sponsor. The auditor and the data protection officer are told at once and will judge it. Signing and paying are never done this way.',
  },
  act: { id: 'Perbuatan', en: 'Act' },
  reason: { id: 'Alasan', en: 'Reason' },
  reasonHint: { id: 'Satu kalimat utuh; jangan tulis NIK', en: 'A whole sentence; write no NIK' },
  minutes: { id: 'Berapa menit', en: 'How many minutes' },
  over: { id: 'Kode wilayah', en: 'Area code' },
  overHint: { id: 'Tanpa ini wilayah akun Anda', en: 'Without it the area of your account' },
  doBreak: { id: 'Pakai akses darurat', en: 'Break the glass' },
  broken: { id: 'Akses darurat terbuka.', en: 'The glass is broken.' },
  useTitle: { id: 'Akses darurat terbuka', en: 'The glass is broken' },
  useLead: {
    id: 'Peramban ini memakainya untuk perbuatan itu sampai waktunya habis. Setiap pemakaian dicatat.',
    en: 'This browser uses it for that act until its time is over. Every use is recorded.',
  },
  title: { id: 'Akses darurat yang dipakai', en: 'Broken glasses' },
  none: { id: 'Belum pernah ada akses darurat.', en: 'No glass was broken yet.' },
  by: { id: 'Oleh', en: 'By' },
  area: { id: 'Wilayah', en: 'Area' },
  from: { id: 'Sejak', en: 'From' },
  to: { id: 'Sampai', en: 'Until' },
  verdict: { id: 'Penilaian', en: 'Judgement' },
  ...glassVerdicts,
  remark: { id: 'Catatan', en: 'Remark' },
  judge: { id: 'Nilai', en: 'Judge' },
  judged: { id: 'Akses darurat dinilai.', en: 'The broken glass is judged.' },
} as const;

const longest = 4 * 60 * 60;

export function glassPages(surface: Surface, operations: GlassOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const breakPage: Page = (c) => {
    const [locale, { permissions }] = [localeOf(c), surface.permits];
    const say = speaker(locale);
    const choices = [...permissions.acts.values()].filter((row) => row.may !== 'everyone' && row['never-by-glass'] !== true);
    return c.render(
      <article class="narrow">
        <h1>{say(words.breakTitle)}</h1>
        <ActionForm
          c={c}
          operation={operations.break}
          action="/glasses"
          lead={words.breakLead}
          fields={[
            {
              name: 'act',
              label: words.act,
              kind: 'choice',
              choices: choices.map(({ act, id, en }) => [act, { id: `${act}: ${id}`, en: `${act}: ${en}` }] as const),
            },
            { name: 'reason', label: words.reason, hint: words.reasonHint, kind: 'text' },
            { name: 'minutes', label: words.minutes, kind: 'whole', value: '30' },
            { name: 'over', label: words.over, hint: words.overHint, optional: true },
          ]}
          submit={words.doBreak}
        />
      </article>,
      { title: say(words.breakTitle), audience: 'office' },
    );
  };
  pages.get('/glasses/new', breakPage);
  takeForm(pages, surface, {
    operation: operations.break,
    at: '/glasses',
    page: breakPage,
    told: (_, locale) => ({ text: speaker(locale)(words.broken) }),
    next: ({ glassId }) => `/glasses/${glassId}/use`,
  });
  // Whose glass it is, for which act and how long is asked anew at every use.
  pages.get('/glasses/:glass/use', (c) => {
    const say = speaker(localeOf(c));
    rememberGlass(c, c.req.param('glass'), longest);
    return c.render(
      <article class="narrow">
        <h1>{say(words.useTitle)}</h1>
        <p class="lead">{say(words.useLead)}</p>
      </article>,
      { title: say(words.useTitle), audience: 'office' },
    );
  });

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { glasses } = await look(surface, c, operations.list);
    const nameOf = await surface.namesOf(glasses.map(({ brokenBy }) => brokenBy));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        {glasses.length === 0 ? <p class="empty">{say(words.none)}</p> : null}
        {glasses.map((glass) => (
          <section class="card">
            <h2>{glass.act}</h2>
            <p class="hint">{surface.permits.permissions.acts.get(glass.act)?.[locale]}</p>
            <p>{glass.reason}</p>
            <Facts
              locale={locale}
              facts={[
                [words.by, nameOf(glass.brokenBy)],
                [words.area, glass.area],
                [words.from, whenText(glass.opensAt, surface.timeZone, locale)],
                [words.to, whenText(glass.closesAt, surface.timeZone, locale)],
                [words.verdict, glass.verdict === null ? undefined : say(words[glass.verdict as 'justified'])],
                [words.remark, glass.remark ?? undefined],
              ]}
            />
            {glass.verdict !== null ? null : (
              <ActionForm
                c={c}
                operation={operations.review}
                action={`/glasses/${glass.glassId}/review`}
                part={glass.glassId}
                fields={[
                  {
                    name: 'verdict',
                    label: words.verdict,
                    kind: 'choice',
                    choices: [
                      ['justified', words.justified],
                      ['not-justified', words['not-justified']],
                    ],
                  },
                  { name: 'remark', label: words.remark, kind: 'text' },
                ]}
                submit={words.judge}
              />
            )}
          </section>
        ))}
      </article>,
      { title: say(words.title), audience: 'office' },
    );
  };
  pages.get('/glasses', page);
  takeForm(pages, surface, {
    operation: operations.review,
    at: '/glasses/:glass/review',
    page,
    told: (_, locale) => ({ text: speaker(locale)(words.judged) }),
    next: () => '/glasses',
  });
  return pages;
}
