// Decides what an assessment would say under other registers, beside what it says now: every row judged twice by the same rules, nothing written.
import type { Actor } from '../kernel/actor.ts';
import { assert } from '../kernel/fault.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Register } from '../registry/registers.ts';
import type { SnapshotRef } from '../registry/registry-steps.ts';
import { type AssessmentPort, Judging, assessmentOf, prepare, rowsToRead } from './eligibility-steps.ts';
import { streamCandidates } from './eligibility-store.ts';

/** A row that would be judged otherwise. */
export interface ChangedRow {
  readonly listId: string;
  readonly rowNo: number;
  readonly area: string;
  readonly personKey: string | null;
  readonly before: Outcome;
  readonly after: Outcome;
  /** Reasons it has under the other registers only, and those it has now only. */
  readonly gained: readonly string[];
  readonly dropped: readonly string[];
}

/** Under which sources one register is read instead of those that count now. */
export interface OtherSources {
  readonly register: Register;
  readonly before: readonly SnapshotRef[];
  readonly after: readonly SnapshotRef[];
}

/** Judges every row of a programme's lists under both and tells the rows that differ, in the order of the assessment; returns how many rows were judged. */
export async function judgedOtherwise(
  port: AssessmentPort,
  actor: Actor,
  programme: string,
  { register, before, after }: OtherSources,
  onChange: (row: ChangedRow) => void,
  onRow: (rows: number) => void = () => {},
): Promise<number> {
  const { policy, snapshots, former } = await port.database.read(actor, (tx) => prepare(tx, port.law, programme));
  const [now, then] = [before, after].map((sources) => ({ ...snapshots, [register]: sources })) as [typeof snapshots, typeof snapshots];
  const judge = (under: typeof snapshots): Judging => new Judging(port.niks, assessmentOf(port, policy, under));
  const [judgingNow, judgingThen] = [judge(now), judge(then)];
  const scope = { programme, lists: policy.policy.candidatesFrom ?? programme, first: policy.policy.term.first, last: policy.policy.term.last, former };
  let rows = 0;
  await port.database.read(actor, (one) =>
    port.database.read(actor, async (other) => {
      const second = streamCandidates(other, { ...scope, registers: rowsToRead(other, then, former) })[Symbol.asyncIterator]();
      for await (const chunk of streamCandidates(one, { ...scope, registers: rowsToRead(one, now, former) })) {
        const { value } = (await second.next()) as IteratorResult<typeof chunk, undefined>;
        const [here, there] = [judgingNow.judge(chunk), judgingThen.judge(value ?? [])];
        assert(here.length === there.length, 'the same rows are judged under both registers');
        for (const [at, row] of here.entries()) {
          const twin = there[at];
          assert(twin !== undefined && twin.listId === row.listId && twin.rowNo === row.rowNo, 'rows come in the same order under both registers');
          const [was, will] = [row.report, twin.report];
          if (was.outcome === will.outcome && was.reasons.join(' ') === will.reasons.join(' ')) continue;
          onChange({
            listId: row.listId,
            rowNo: Number(row.rowNo),
            area: row.area,
            personKey: will.personKey ?? was.personKey,
            before: was.outcome,
            after: will.outcome,
            gained: will.reasons.filter((code) => !was.reasons.includes(code)),
            dropped: was.reasons.filter((code) => !will.reasons.includes(code)),
          });
        }
        rows += chunk.length;
        onRow(rows);
      }
      await second.return?.(undefined);
    }),
  );
  return rows;
}
