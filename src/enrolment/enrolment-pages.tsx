// Decides how lists are proposed and signed, and people registered: the decrees of a programme with what each still needs, and the exchange with the branches.
import { Hono } from 'hono';
import { outboxFiles } from '../platform/outbox-files.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { FigureCard, FigureCards } from '../web/figure-card.tsx';
import { countText, dateText, rupiahFigure } from '../web/figures.ts';
import { FileTable } from '../web/files-pages.tsx';
import { localeOf } from '../web/locale.ts';
import { look, lookRemembered } from '../web/look.ts';
import { Counting, Doable, Facts, Way } from '../web/parts.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { type Locale, speaker } from '../web/words.ts';
import { cardOperations } from './card-routes.ts';
import { enrolmentOperations } from './enrolment-routes.ts';
import { enrolmentWords as words } from './enrolment-words.ts';
import { FamilyForms, takeFamilyForms } from './instrument-pages.tsx';
import type { LateTold } from './late-additions.ts';
import { lateRule } from './late-words.ts';

/** What is said besides where some of the additions are late. */
const lateTold = (late: LateTold | null, locale: Locale): string =>
  late === null ? '' : ` ${speaker(locale)(words.lateProposed, { late: countText(late.people, locale) })} ${lateRule(late)[locale]}`;

export function enrolmentPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { propose, replace, sign, instruments, export: exportFiles, counts, answers, leavers } = enrolmentOperations;

  const instrumentsPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const found = (await look(surface, c, instruments)).instruments;
    const actorName = await surface.namesOf(found.flatMap(({ proposedBy, signedBy }) => [proposedBy, signedBy ?? '']));
    const fields = [
      { name: 'number', label: words.number, hint: words.numberHint },
      { name: 'effectiveOn', label: words.effectiveOn, kind: 'date', optional: true },
    ] as const;
    const established = found.some(({ kind }) => kind === 'establishment');
    return c.render(
      <article>
        <h1>{say(words.decrees)}</h1>
        <p class="lead">{say(words.decreesLead)}</p>
        <Doable id="usul" title={say(words.propose)} open={!established || c.get('refusal')?.operation === propose.id}>
          <ActionForm
            c={c}
            operation={propose}
            action={`/programmes/${programme}/instruments`}
            lead={words.proposeLead}
            fields={fields}
            submit={words.propose}
          />
        </Doable>
        {established ? (
          <Doable id="ganti" title={say(words.replace)} open={c.get('refusal')?.operation === replace.id}>
            <ActionForm
              c={c}
              operation={replace}
              action={`/programmes/${programme}/replacements`}
              lead={words.replaceLead}
              fields={fields}
              submit={words.replace}
            />
          </Doable>
        ) : null}
        <FamilyForms c={c} programme={programme} signed={found.filter(({ signedOn }) => signedOn !== null)} />
        {found.length === 0 ? <p class="empty">{say(words.none)}</p> : <h2>{say(words.all)}</h2>}
        <ul class="records records-wide">
          {[...found].reverse().map((one) => (
            <li id={one.instrumentId}>
              <h3>
                <Way c={c} href={`/programmes/${programme}/instruments/${one.instrumentId}`} otherwise={one.number}>
                  {one.number}
                </Way>
              </h3>
              <p>
                <span class={one.signedOn === null ? 'outcome outcome-review' : 'outcome outcome-accept'}>
                  {say(one.signedOn === null ? words.unsigned : words.signed)}
                </span>{' '}
                {words.kinds[one.kind as keyof typeof words.kinds]?.[locale] ?? one.kind}
              </p>
              <Facts
                locale={locale}
                facts={[
                  [words.adds, countText(one.additions, locale)],
                  [words.late, one.lateAdditions === 0 ? undefined : countText(one.lateAdditions, locale)],
                  [words.removes, countText(one.removals, locale)],
                  [words.effectiveOn, dateText(one.effectiveOn, locale)],
                  [words.proposedBy, actorName(one.proposedBy)],
                  [words.signedBy, one.signedOn === null ? undefined : `${actorName(one.signedBy ?? '')}, ${dateText(one.signedOn, locale)}`],
                  [words.signatory, one.signatory],
                  [words.digest, <code>{one.listDigest}</code>],
                  [words.proof, one.signedOn === null ? undefined : <a href={`/log/proofs/${one.instrumentId}`}>{say(words.proofFile)}</a>],
                ]}
              />
              {one.signedOn === null ? (
                <ActionForm
                  c={c}
                  operation={sign}
                  action={`/programmes/${programme}/instruments/${one.instrumentId}/signature`}
                  hidden={{ instrument: one.instrumentId }}
                  part={one.instrumentId}
                  lead={surface.actor(c).id === one.proposedBy ? words.signByOther : words.signLead}
                  fields={[{ name: 'delegation', label: words.delegation, hint: words.delegationHint, optional: true }]}
                  submit={words.sign}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </article>,
      { title: say(words.decrees), audience: 'office', here: 'programmes', programme: { name: programme, page: 'instruments' } },
    );
  };
  pages.get('/programmes/:programme/instruments', instrumentsPage);
  takeFamilyForms(pages, surface, instrumentsPage);
  takeForm(pages, surface, {
    operation: propose,
    at: '/programmes/:programme/instruments',
    page: instrumentsPage,
    told: ({ number, additions, late }, locale) => ({
      text: `${speaker(locale)(words.proposed, { number, additions: countText(additions, locale) })}${lateTold(late, locale)}`,
    }),
    next: (_, { programme }) => `/programmes/${programme}/instruments`,
  });
  takeForm(pages, surface, {
    operation: replace,
    at: '/programmes/:programme/replacements',
    page: instrumentsPage,
    told: ({ number, additions, removals, late }, locale) =>
      number === undefined
        ? { text: speaker(locale)(words.nobodyLeft) }
        : {
            text: `${speaker(locale)(words.replaced, { number, additions: countText(additions, locale), removals: countText(removals, locale) })}${lateTold(late ?? null, locale)}`,
          },
    next: (_, { programme }) => `/programmes/${programme}/instruments`,
  });
  takeForm(pages, surface, {
    operation: sign,
    at: '/programmes/:programme/instruments/:instrument/signature',
    page: instrumentsPage,
    told: ({ number, personMonths, amount }, locale) => ({
      text: speaker(locale)(words.signedNow, { number, months: countText(personMonths, locale), amount: rupiahFigure(amount, locale) }),
    }),
    next: (_, { programme }) => `/programmes/${programme}/instruments`,
  });

  const enrolmentPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const known = (await look(surface, c, instruments)).instruments.filter(({ signedOn }) => signedOn !== null);
    const signed = known.filter(({ additions }) => additions > 0);
    const counted = await lookRemembered(surface, c, counts);
    const files = (await outboxFiles(surface.workplace.dataDir, programme)).filter(({ folder }) => folder === 'enrolment');
    const refused = c.get('refusal')?.operation;
    return c.render(
      <article>
        <h1>{say(words.enrolment)}</h1>
        <p class="lead">{say(words.enrolmentLead)}</p>
        {counted === undefined ? (
          <Counting c={c} />
        ) : (
          <FigureCards>
            <FigureCard label={say(words.determined)} value={countText(counted.determined, locale)} />
            <FigureCard
              label={say(words.registered)}
              value={countText(counted.registered, locale)}
              share={counted.determined === 0 ? 0 : counted.registered / counted.determined}
              main
            />
            <FigureCard label={say(words.refused)} value={countText(counted.refused, locale)} />
            <FigureCard label={say(words.departed)} value={countText(counted.departed, locale)} />
          </FigureCards>
        )}
        <h2>{say(words.toBranches)}</h2>
        {signed.length === 0 ? (
          <p class="empty">{say(words.nothingSigned)}</p>
        ) : (
          <Doable id="ekspor" title={say(words.export)} open={refused === exportFiles.id}>
            <ActionForm
              c={c}
              operation={exportFiles}
              action={`/programmes/${programme}/enrolment-files`}
              lead={words.exportLead}
              fields={[
                {
                  name: 'instrument',
                  label: words.decree,
                  kind: 'choice',
                  choices: [...signed].reverse().map((one) => [one.instrumentId, { id: one.number, en: one.number }] as const),
                },
                { name: 'form', label: words.form, hint: words.formHint, optional: true },
              ]}
              submit={words.export}
            />
          </Doable>
        )}
        {known.length === 0 ? null : (
          <Doable id="nonaktif" title={say(words.deactivate)} open={refused === cardOperations.deactivate.id}>
            <ActionForm
              c={c}
              operation={cardOperations.deactivate}
              action={`/programmes/${programme}/deactivation-files`}
              lead={words.deactivateLead}
              fields={[
                {
                  name: 'instrument',
                  label: words.decree,
                  kind: 'choice',
                  choices: [...known].reverse().map((one) => [one.instrumentId, { id: one.number, en: one.number }] as const),
                },
              ]}
              submit={words.deactivate}
            />
          </Doable>
        )}
        {files.length === 0 ? null : <FileTable files={files.slice(0, 50)} owner={programme} locale={locale} timeZone={surface.timeZone} />}
        <h2>{say(words.back)}</h2>
        <Doable id="jawaban" title={say(words.answers)} open={refused === answers.id}>
          <ActionForm
            c={c}
            operation={answers}
            action={`/programmes/${programme}/enrolment-answers`}
            lead={words.answersLead}
            fields={[
              { name: 'file', label: words.answerFile, kind: 'file', accept: '.csv' },
              { name: 'on', label: words.answeredOn, kind: 'date', optional: true },
            ]}
            submit={words.read}
          />
        </Doable>
        <Doable id="gabung" title={say(words.merge)} open={refused === cardOperations.merge.id}>
          <ActionForm
            c={c}
            operation={cardOperations.merge}
            action={`/programmes/${programme}/kpj-mergers`}
            lead={words.mergeLead}
            fields={[
              { name: 'file', label: words.mergeFile, kind: 'file', accept: '.csv' },
              { name: 'on', label: words.answeredOn, kind: 'date', optional: true },
            ]}
            submit={words.merge}
          />
        </Doable>
        <Doable id="keluar" title={say(words.leavers)} open={refused === leavers.id}>
          <ActionForm
            c={c}
            operation={leavers}
            action={`/programmes/${programme}/leavers`}
            lead={words.leaversLead}
            fields={[{ name: 'file', label: words.leaverFile, kind: 'file', accept: '.csv' }]}
            submit={words.read}
          />
        </Doable>
      </article>,
      {
        title: say(words.enrolment),
        audience: 'office',
        here: 'programmes',
        programme: { name: programme, page: 'enrolment' },
        ...(counted === undefined ? { refresh: 3 } : {}),
      },
    );
  };
  pages.get('/programmes/:programme/enrolment', enrolmentPage);
  const backToEnrolment = (_: unknown, { programme }: { programme: string }): string => `/programmes/${programme}/enrolment`;
  takeForm(pages, surface, {
    operation: exportFiles,
    at: '/programmes/:programme/enrolment-files',
    page: enrolmentPage,
    told: ({ files }, locale) => ({
      text: speaker(locale)(words.exported, { files: countText(files.length, locale) }),
      facts: files.map(({ file, branch, rows }) => [file.split('/').at(-1) ?? '', `${branch}, ${countText(rows, locale)}`] as const),
    }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: cardOperations.deactivate,
    at: '/programmes/:programme/deactivation-files',
    page: enrolmentPage,
    told: ({ files }, locale) => ({ text: speaker(locale)(words.exported, { files: countText(files.length, locale) }) }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: cardOperations.merge,
    at: '/programmes/:programme/kpj-mergers',
    page: enrolmentPage,
    told: ({ merged }, locale) => ({ text: speaker(locale)(words.merged, { merged: countText(merged, locale) }) }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: answers,
    at: '/programmes/:programme/enrolment-answers',
    page: enrolmentPage,
    told: (read, locale) => ({
      text: speaker(locale)(words.answered, {
        registered: countText(read.registered, locale),
        refused: countText(read.refused, locale),
        departed: countText(read.departed, locale),
      }),
    }),
    next: backToEnrolment,
  });
  takeForm(pages, surface, {
    operation: leavers,
    at: '/programmes/:programme/leavers',
    page: enrolmentPage,
    told: ({ rows, left }, locale) => ({ text: speaker(locale)(words.leaversRead, { rows: countText(rows, locale), left: countText(left, locale) }) }),
    next: backToEnrolment,
  });
  return pages;
}
