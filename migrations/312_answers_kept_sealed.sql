-- Answers kept for repeats hold receipts, by which a case is followed without signing in: they rest sealed (AES-256-GCM) from now on, the digests of requests keyed.
-- What was kept in clear is taken out. A request from before, asked again under its key, is refused as changed: it is never done twice.
update platform.idempotency_key set response = 'null', request_hash = 'forgotten';
comment on table platform.idempotency_key is 'class=case guard=actor recorded=own retention=ninety-days | Answers already given, sealed, so that a repeated request changes nothing.';
