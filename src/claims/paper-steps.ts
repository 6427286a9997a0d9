// Takes papers in (told by their bytes, scanned, sealed), opens one for a written reason, and makes the file the branch gets.
import { dateIn } from '../kernel/clock.ts';
import { sha256 } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { type Through, reasonGiven, recordDisclosure } from '../permission/reveal-steps.ts';
import { recordAct } from '../platform/act.ts';
import type { Tx } from '../platform/database.ts';
import { currentPolicy } from '../programme/programme-steps.ts';
import { caseShown } from './case-steps.ts';
import { paperContent, payeesOf, savePaper, savePaperUses } from './case-store.ts';
import { openWords } from './family-vault-client.ts';
import type { PayeeWords } from './family-words.ts';
import { bundlePdf } from './bundle-client.ts';
import { type Media, mediaOf } from './paper.ts';
import type { ClaimsVault } from './payee-steps.ts';
import { type VirusScan, scannerAt } from './virus-scan-client.ts';

/** Papers of the checklist as named together: `death-certificate, heir-ktp-kk`. */
export const papersNamed = (written: string): readonly string[] => [
  ...new Set(
    written
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  ),
];

/**
 * Keeps a scan once, for each paper of the checklist it holds; sent again it may be named for further ones. Faults: those of `mediaOf`; bad-input `paper-unknown`
 * (no such paper on the list), `paper-not-clean`, `paper-locked`; conflict `paper-there-already` (for every one named); not-found `claim-unknown`.
 */
export async function addPaper(
  tx: Tx,
  { law, vault, clamd, scan = scannerAt(clamd) }: ClaimsVault & { readonly clamd?: string | undefined; readonly scan?: VirusScan },
  of: { readonly claimId: string; readonly codes: readonly string[]; readonly content: Buffer },
): Promise<{ readonly paperId: string; readonly media: Media; readonly missing: number }> {
  const { claim, papers } = await caseShown(tx, law, of.claimId);
  const today = dateIn((await currentPolicy(tx, claim.programme)).timeZone, tx.at);
  const stranger = of.codes.find((named) => !papers.some(({ code }) => code === named));
  if (stranger !== undefined || of.codes.length === 0) {
    const known = papers.map(({ code }) => code).join(', ');
    throw new Fault(
      'bad-input',
      'paper-unknown',
      {
        id: `Dokumen "${stranger ?? ''}" tidak ada dalam daftar klaim ini: ${known}.`,
        en: `The paper "${stranger ?? ''}" is not on this claim's list: ${known}.`,
      },
      { column: 'paper' },
    );
  }
  const media = mediaOf(law, of.content, today);
  const { found, by } = await scan(of.content, media);
  if (found === 'encrypted') {
    throw new Fault('bad-input', 'paper-locked', {
      id: 'PDF itu terkunci sandi, jadi isinya tidak dapat diperiksa dan tidak disimpan. Buka kuncinya, atau foto dokumennya.',
      en: 'The PDF is locked by a password, so nobody can look into it, and it was not kept. Unlock it, or photograph the paper.',
    });
  }
  if (found !== null) {
    throw new Fault('bad-input', 'paper-not-clean', {
      id: 'Berkas berisi sesuatu yang berbahaya dan tidak disimpan. Foto dokumennya, lalu kirim fotonya.',
      en: 'The file holds something dangerous and was not kept. Photograph the paper and send the photograph.',
    });
  }
  const digest = sha256(of.content);
  const paperId = await savePaper(tx, claim, { media, bytes: of.content.length, digest, scannedBy: by, sealed: vault.seal(of.content) });
  if ((await savePaperUses(tx, claim, paperId, of.codes)) === 0) {
    throw new Fault('conflict', 'paper-there-already', {
      id: 'Berkas yang sama sudah ada pada klaim ini untuk dokumen itu.',
      en: 'The same file is on this claim already, for that paper.',
    });
  }
  await recordAct(tx, { kind: 'claim-paper', subject: paperId, digest, sponsor: claim.sponsor, area: claim.area });
  const left = papers.filter(({ code, needed, there }) => needed && !there && !of.codes.includes(code)).length;
  return { paperId, media, missing: left };
}

/** A paper, opened for a reason that is recorded first. Faults: bad-input `reason-missing`; not-found `claim-unknown`, `paper-not-there`. */
export async function openPaper(
  tx: Tx,
  { law, vault }: ClaimsVault,
  of: { readonly claimId: string; readonly paperId: string; readonly reason: string | undefined; readonly through: Through },
): Promise<{ readonly codes: readonly string[]; readonly media: Media; readonly content: Buffer }> {
  const reason = reasonGiven(of.reason);
  await caseShown(tx, law, of.claimId);
  const found = await paperContent(tx, of);
  if (found === undefined) throw new Fault('not-found', 'paper-not-there', { id: 'Dokumen itu tidak ada.', en: 'There is no such paper.' });
  await recordDisclosure(tx, {
    kind: 'reveal',
    act: 'claims paper-open',
    token: null,
    fields: found.codes,
    reason,
    through: of.through,
    subject: sha256(`${of.claimId}/${of.paperId}`),
    author: tx.actor.id,
  });
  return { codes: found.codes, media: found.media, content: vault.open(found.sealed) };
}

/** The file for the branch: form F4 (or F3) filled in, the checklist, and every paper; a copy that names people, so a reason is recorded first. */
export async function bundleOf(
  tx: Tx,
  { law, vault }: ClaimsVault,
  of: { readonly claimId: string; readonly reason: string | undefined; readonly through: Through },
): Promise<{ readonly fileName: string; readonly content: Buffer }> {
  const reason = reasonGiven(of.reason);
  const { claim, papers, received } = await caseShown(tx, law, of.claimId);
  await recordDisclosure(tx, {
    kind: 'reveal',
    act: 'claims bundle',
    token: null,
    fields: ['name', 'account', ...new Set(received.flatMap(({ codes }) => codes))],
    reason,
    through: of.through,
    // Watchers of other areas read this too: whoever knows the claim finds it by the digest.
    subject: sha256(of.claimId),
    author: tx.actor.id,
  });
  const payees = (await payeesOf(tx, of.claimId)).map(({ relation, sealed }) => ({ relation, ...openWords<PayeeWords>(vault, sealed) }));
  const attached = [];
  for (const { paperId } of received) {
    const paper = await paperContent(tx, { claimId: of.claimId, paperId });
    if (paper !== undefined) attached.push({ codes: paper.codes, media: paper.media, content: vault.open(paper.sealed) });
  }
  const content = await bundlePdf({ claim, papers, payees, attached, at: tx.at, mark: `${tx.actor.id} ${tx.at}` });
  return { fileName: `klaim-${claim.claimId}.pdf`, content };
}
