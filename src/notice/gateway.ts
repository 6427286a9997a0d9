// Decides what a gateway of short messages is to Payung: takes one message at a time under its own id, and says what became of it.

/** A message as it leaves. `id` is the same however often it is tried, so that a gateway that knows it sends no second one. */
export interface OutgoingNotice {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

/** `taken`: it will be sent; `refused`: never, such as a number that does not exist; `failed`: perhaps later. */
export interface GatewayAnswer {
  readonly outcome: 'taken' | 'refused' | 'failed';
  /** What the gateway calls it, for its report of delivery. */
  readonly reference?: string;
  /** Why, in the gateway's words; no number stands in it. */
  readonly detail?: string;
}

export interface Gateway {
  readonly name: string;
  send(notice: OutgoingNotice): Promise<GatewayAnswer>;
}
