// Decides the page of one instrument: grounds, reviews, signature, annexes, and what can still be done with it.
import { Hono } from 'hono';
import { outboxFiles } from '../platform/outbox-files.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText, monthText, whenText } from '../web/figures.ts';
import { FileTable } from '../web/files-pages.tsx';
import { FoldedForm } from '../web/folded-form.tsx';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Confidence, Facts } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import { Table } from '../web/table.tsx';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { type Locale, frameWords, speaker, wordsOf } from '../web/words.ts';
import type { LateTold } from './late-additions.ts';
import { lateRule, otherReadings } from './late-words.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { instrumentOperations as operations } from './instrument-routes.ts';
import { instrumentWords as words } from './instrument-words.ts';

/** How many additions are late, where and since when, and the rule behind it. */
const LateAdditions = ({ late, locale }: { late: LateTold; locale: Locale }) => {
  const say = speaker(locale);
  const other = otherReadings(late);
  return (
    <>
      <h2>{say(words.late)}</h2>
      <p>
        {say(words.lateCount, { late: countText(late.people, locale) })} {lateRule(late)[locale]} <Confidence confidence={late.confidence} locale={locale} />
      </p>
      {other === null ? null : <p>{other[locale]}</p>}
      <Table
        caption={say(words.late)}
        hideCaption
        scrollLabel={say(frameWords.scrollable)}
        columns={[{ title: say(words.kabupaten) }, { title: say(words.lateSince) }, { title: say(words.adds), numeric: true }]}
        rows={late.kabupaten.map((one) => [one.name, monthText(one.firstMonth, locale), countText(one.people, locale)])}
      />
    </>
  );
};

export function instrumentPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const one = await look(surface, c, operations.tell);
    const nameOf = await surface.namesOf([
      one.proposedBy,
      one.signedBy ?? '',
      one.withdrawal?.withdrawnBy ?? '',
      one.secondApproval?.approvedBy ?? '',
      ...one.reviews.map(({ reviewedBy }) => reviewedBy),
    ]);
    const open = one.signedOn === null && one.withdrawal === null;
    const at = `/programmes/${programme}/instruments/${one.instrumentId}`;
    const safe = one.number.replace(/[^A-Za-z0-9-]+/g, '-');
    const files = (await outboxFiles(surface.workplace.dataDir, programme)).filter(
      ({ folder, name }) => folder === 'annex' && name.startsWith(`${programme}_${safe}_`),
    );
    const hidden = { instrument: one.instrumentId };
    return c.render(
      <article>
        <p class="back">
          <a href={`/programmes/${programme}/instruments`}>{say(words.back)}</a>
        </p>
        <h1>{one.number}</h1>
        <p class="lead">{wordsOf(enrolmentWords.kinds, one.kind)[locale]}</p>
        <Facts
          locale={locale}
          facts={[
            [words.effectiveOn, dateText(one.effectiveOn, locale)],
            [words.adds, countText(one.additions, locale)],
            [words.removes, countText(one.removals, locale)],
            [
              words.of,
              one.text?.ofInstrument == null ? undefined : <a href={`/programmes/${programme}/instruments/${one.text.ofInstrument}`}>{one.text.ofNumber}</a>,
            ],
            [words.said, one.text?.words],
            [words.digest, <code>{one.listDigest}</code>],
            [words.policy, `${one.policyVersion} · ${one.lawVersion.slice(0, 12)}`],
            [words.run, <a href={`/runs/${one.runId}`}>{one.runId.slice(-12)}</a>],
          ]}
        />
        {one.lacks.length === 0 || !open ? null : (
          <>
            <h2>{say(words.lacks)}</h2>
            <ul>
              {one.lacks.map((lack) => (
                <li>
                  <strong>{say(lack.stops ? words.stops : words.note)}</strong>: {lack[locale]}
                </li>
              ))}
            </ul>
          </>
        )}
        {one.late === null ? null : <LateAdditions late={one.late} locale={locale} />}
        <h2>{say(words.restsOn)}</h2>
        <ul>
          {one.bases.length === 0
            ? one.legalBasis.map((text) => <li>{text}</li>)
            : one.bases.map((basis) => (
                <li>
                  {basis.number}: {basis.title}. {say(words.inForceBasis)} {dateText(basis.validFrom, locale)} –{' '}
                  {basis.validTo === null ? '…' : dateText(basis.validTo, locale)}
                </li>
              ))}
        </ul>
        <h2>{say(words.who)}</h2>
        <Facts
          locale={locale}
          facts={[
            [words.proposedBy, `${nameOf(one.proposedBy)}, ${whenText(one.proposedAt, surface.timeZone, locale)}`],
            ...one.reviews.map(
              (review) =>
                [
                  words.reviewedBy,
                  `${nameOf(review.reviewedBy)}, ${dateText(review.reviewedOn, locale)}: ${say(review.verdict === 'objection' ? words.objection : words.noObjection)}. ${review.remark}`,
                ] as const,
            ),
            [
              words.secondApproval,
              one.secondApproval === null
                ? undefined
                : `${nameOf(one.secondApproval.approvedBy)}, ${whenText(one.secondApproval.approvedAt, surface.timeZone, locale)}: ${one.secondApproval.remark}`,
            ],
            [words.signedBy, one.signedOn === null ? undefined : `${nameOf(one.signedBy ?? '')}, ${dateText(one.signedOn, locale)}`],
            [words.delegation, one.delegation === null ? undefined : `${one.delegation.office} (${one.delegation.number})`],
            [words.withdrawnBy, one.withdrawal === null ? undefined : `${nameOf(one.withdrawal.withdrawnBy)}: ${one.withdrawal.reason}`],
            [words.through, one.signedThrough ?? undefined],
            [words.signature, one.signature === null ? undefined : <code>{one.signature}</code>],
            [words.publicKey, one.publicKey === null ? undefined : <code>{one.publicKey}</code>],
            [words.proof, one.signedOn === null ? undefined : <a href={`/log/proofs/${one.instrumentId}`}>{say(words.proofFile)}</a>],
          ]}
        />
        <p class="links">
          <a href={`${at}/verification`}>{say(words.verify)}</a>
        </p>
        {one.additions + one.removals === 0 ? null : (
          <>
            <h2>{say(words.annex)}</h2>
            <ActionForm
              c={c}
              operation={operations.annex}
              action={`${at}/annexes`}
              hidden={hidden}
              lead={words.annexLead}
              fields={[
                {
                  name: 'kind',
                  label: words.annexKind,
                  kind: 'choice',
                  choices: [
                    ['full', words.full],
                    ['public', words.public],
                  ],
                },
                {
                  name: 'form',
                  label: words.form,
                  kind: 'choice',
                  choices: [
                    ['pdf', words.pdf],
                    ['xlsx', words.xlsx],
                  ],
                },
                { name: 'reason', label: words.reason, optional: true },
              ]}
              submit={words.write}
            />
            {files.length === 0 ? null : <FileTable files={files} owner={programme} locale={locale} timeZone={surface.timeZone} />}
          </>
        )}
        {open ? (
          <>
            <FoldedForm
              id="telaah"
              c={c}
              operation={operations.review}
              action={`${at}/reviews`}
              hidden={hidden}
              lead={words.reviewLead}
              fields={[
                {
                  name: 'verdict',
                  label: words.verdict,
                  kind: 'choice',
                  choices: [
                    ['no-objection', words.noObjection],
                    ['objection', words.objection],
                  ],
                },
                { name: 'remark', label: words.remark, kind: 'text' },
              ]}
              submit={words.review}
            />
            {one.late === null || one.secondApproval !== null ? null : (
              <FoldedForm
                id="persetujuan-kedua"
                open
                c={c}
                operation={operations.approve}
                action={`${at}/second-approval`}
                hidden={hidden}
                lead={words.approveLead}
                fields={[{ name: 'remark', label: words.approveRemark, kind: 'text' }]}
                submit={words.approve}
              />
            )}
            <FoldedForm
              id="tarik"
              c={c}
              operation={operations.withdraw}
              action={`${at}/withdrawal`}
              hidden={hidden}
              lead={words.withdrawLead}
              fields={[{ name: 'reason', label: words.why, kind: 'text' }]}
              submit={words.withdraw}
            />
          </>
        ) : null}
      </article>,
      programmeFrame(one.number, programme, 'instruments'),
    );
  };
  pages.get('/programmes/:programme/instruments/:instrument', page);
  const next = (_: unknown, { programme, instrument }: { programme: string; instrument: string }): string =>
    `/programmes/${programme}/instruments/${instrument}`;
  takeForm(pages, surface, {
    operation: operations.annex,
    at: '/programmes/:programme/instruments/:instrument/annexes',
    page,
    told: ({ people }, locale) => ({ text: speaker(locale)(words.written, { people: countText(people, locale) }) }),
    next,
  });
  takeForm(pages, surface, {
    operation: operations.review,
    at: '/programmes/:programme/instruments/:instrument/reviews',
    page,
    told: (_, locale) => ({ text: words.reviewed[locale] }),
    next,
  });
  takeForm(pages, surface, {
    operation: operations.approve,
    at: '/programmes/:programme/instruments/:instrument/second-approval',
    page,
    told: ({ lateAdditions }, locale) => ({ text: speaker(locale)(words.approved, { late: countText(lateAdditions, locale) }) }),
    next,
  });
  takeForm(pages, surface, {
    operation: operations.withdraw,
    at: '/programmes/:programme/instruments/:instrument/withdrawal',
    page,
    told: (_, locale) => ({ text: words.withdrawn[locale] }),
    next,
  });
  return pages;
}
