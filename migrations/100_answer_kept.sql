-- The answer under an idempotency key is written by the transaction that took the key, when its work is done; nobody ever sees the row without it.
grant update (response) on platform.idempotency_key to payung_server;
