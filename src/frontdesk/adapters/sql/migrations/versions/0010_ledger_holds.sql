-- INSERT OR REPLACE deletes rows without a trigger's knowing. A blank line ends each law.

CREATE TRIGGER refund_is_not_replaced
BEFORE INSERT ON refund
WHEN EXISTS (SELECT 1 FROM refund WHERE confirmation = NEW.confirmation)
BEGIN SELECT RAISE(ABORT, 'a refund is offered once'); END

CREATE TRIGGER refund_line_is_not_replaced
BEFORE INSERT ON refund_line
WHEN EXISTS (
    SELECT 1 FROM refund_line
    WHERE confirmation = NEW.confirmation AND line = NEW.line
    OR "order" = NEW."order" AND line = NEW.line
    AND state IN ('offered', 'with_person', 'confirmed')
)
BEGIN SELECT RAISE(ABORT, 'a line is in one open refund'); END

CREATE TRIGGER refund_balance_is_not_replaced
BEFORE INSERT ON refund_balance
WHEN EXISTS (SELECT 1 FROM refund_balance WHERE "order" = NEW."order" AND line = NEW.line)
BEGIN SELECT RAISE(ABORT, 'a line has one balance'); END

CREATE TRIGGER refund_balance_stays_the_same
BEFORE UPDATE OF "order", line, currency ON refund_balance
BEGIN SELECT RAISE(ABORT, 'a balance stays with its line'); END

CREATE TRIGGER refund_is_confirmed_in_time
BEFORE UPDATE OF state ON refund
WHEN NEW.state = 'confirmed' AND (
    NEW.confirmed IS NULL OR OLD.state = 'offered' AND NEW.confirmed >= OLD.expires
)
BEGIN SELECT RAISE(ABORT, 'a refund is confirmed before it expires, and the time is kept'); END

CREATE TRIGGER refund_times_stay_the_same
BEFORE UPDATE ON refund
WHEN NEW.expires <> OLD.expires
OR NEW.confirmed IS NOT OLD.confirmed AND (OLD.confirmed IS NOT NULL OR NEW.state <> 'confirmed')
OR OLD.state = 'paid' AND NEW.reference <> OLD.reference
BEGIN SELECT RAISE(ABORT, 'what is kept of a refund stays the same'); END
