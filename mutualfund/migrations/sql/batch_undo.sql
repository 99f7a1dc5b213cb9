DROP FUNCTION mutualfund_post_batch(bigint[], bigint, bigint, timestamptz);
DROP FUNCTION mutualfund_post_year(bigint, int, date, date, bigint[], bigint, bigint, timestamptz);
DROP AGGREGATE mutualfund_chain(bytea, bytea);
DROP FUNCTION mutualfund_link(bytea, bytea, bytea);
