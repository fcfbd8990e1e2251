-- The ledger's laws, kept by the database itself, whoever writes to it. A blank line ends each.

CREATE TRIGGER refund_begins_offered
BEFORE INSERT ON refund WHEN NEW.state <> 'offered'
BEGIN SELECT RAISE(ABORT, 'a refund begins as an offer'); END

CREATE TRIGGER refund_takes_steps
BEFORE UPDATE OF state ON refund
WHEN OLD.state || ' ' || NEW.state NOT IN (
    'offered with_person', 'offered confirmed', 'offered released',
    'with_person confirmed', 'with_person released',
    'confirmed paid', 'confirmed released'
)
BEGIN SELECT RAISE(ABORT, 'a refund cannot take this step'); END

CREATE TRIGGER refund_stays_the_same
BEFORE UPDATE OF confirmation, conversation, customer, "order", offered ON refund
BEGIN SELECT RAISE(ABORT, 'a refund stays the same'); END

CREATE TRIGGER refund_line_begins_offered
BEFORE INSERT ON refund_line
WHEN NEW.state <> 'offered' OR NOT EXISTS (
    SELECT 1 FROM refund
    WHERE confirmation = NEW.confirmation AND "order" = NEW."order" AND state = 'offered'
)
BEGIN SELECT RAISE(ABORT, 'a line belongs to an offer for its order'); END

CREATE TRIGGER refund_line_stays_the_same
BEFORE UPDATE OF confirmation, line, "order", currency, amount ON refund_line
BEGIN SELECT RAISE(ABORT, 'a line stays the same'); END

CREATE TRIGGER refund_line_follows_its_refund
BEFORE UPDATE OF state ON refund_line
WHEN NEW.state <> (SELECT state FROM refund WHERE confirmation = NEW.confirmation)
BEGIN SELECT RAISE(ABORT, 'a line follows its refund'); END

CREATE TRIGGER refund_is_kept BEFORE DELETE ON refund
BEGIN SELECT RAISE(ABORT, 'the ledger is kept'); END

CREATE TRIGGER refund_line_is_kept BEFORE DELETE ON refund_line
BEGIN SELECT RAISE(ABORT, 'the ledger is kept'); END

CREATE TRIGGER refund_balance_is_kept BEFORE DELETE ON refund_balance
BEGIN SELECT RAISE(ABORT, 'the ledger is kept'); END

CREATE TRIGGER refunded_never_falls
BEFORE UPDATE ON refund_balance WHEN NEW.refunded < OLD.refunded
BEGIN SELECT RAISE(ABORT, 'what was refunded stays refunded'); END

CREATE TRIGGER nothing_is_reserved_at_first
BEFORE INSERT ON refund_balance WHEN NEW.reserved <> 0
BEGIN SELECT RAISE(ABORT, 'reserved is the sum of what is open'); END

CREATE TRIGGER reserved_is_the_sum_of_what_is_open
BEFORE UPDATE ON refund_balance
WHEN NEW.reserved <> (
    SELECT coalesce(sum(amount), 0) FROM refund_line
    WHERE "order" = NEW."order" AND line = NEW.line
    AND state IN ('offered', 'with_person', 'confirmed')
)
BEGIN SELECT RAISE(ABORT, 'reserved is the sum of what is open'); END

CREATE TRIGGER refund_line_reserves AFTER INSERT ON refund_line
BEGIN
    UPDATE refund_balance SET reserved = reserved + NEW.amount
    WHERE "order" = NEW."order" AND line = NEW.line;
END

CREATE TRIGGER refund_takes_its_lines_along AFTER UPDATE OF state ON refund
BEGIN
    UPDATE refund_line SET state = NEW.state WHERE confirmation = NEW.confirmation;
END

CREATE TRIGGER refund_line_is_settled AFTER UPDATE OF state ON refund_line
WHEN NEW.state IN ('paid', 'released')
BEGIN
    UPDATE refund_balance
    SET reserved = reserved - NEW.amount,
        refunded = refunded + CASE NEW.state WHEN 'paid' THEN NEW.amount ELSE 0 END
    WHERE "order" = NEW."order" AND line = NEW.line;
END
