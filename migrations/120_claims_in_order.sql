-- A page of claims, the death last known first, is read in that order and not sorted out of all; their sums are read from the index alone.

create index probable_claim_in_order on claims.probable_claim (programme, known_on desc, happened_on desc, claim_id) include (benefit, amount);
