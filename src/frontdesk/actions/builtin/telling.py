"""How orders read to the model: labelled facts, without anything of a person."""

from frontdesk.domain.order import Order, OrderLine


def brief(order: Order) -> dict[str, object]:
    told: dict[str, object] = {
        "order_id": order.id,
        "placed": order.placed,
        "state": _words(order.state),
        "total": order.paid,
        "items": [counted(line) for line in order.lines],
    }
    shipment = order.shipment
    if shipment and shipment.delivered:
        told["delivered"] = shipment.delivered
    elif shipment:
        told["promised"] = shipment.promised
    return told


def whole(order: Order) -> dict[str, object]:
    told: dict[str, object] = {
        "order_id": order.id,
        "state": _words(order.state),
        "placed": order.placed,
        "total": order.paid,
        "lines": [_line(line) for line in order.lines],
    }
    if shipment := order.shipment:
        told["shipment"] = {
            "carrier": shipment.carrier,
            "tracking": shipment.tracking,
            "carrier_says": shipment.carrier_state,
            "promised": shipment.promised,
            "delivered": shipment.delivered or "not yet",
        }
    return told


def counted(line: OrderLine) -> str:
    return line.product if line.quantity == 1 else f"{line.quantity} x {line.product}"


def _line(line: OrderLine) -> dict[str, object]:
    told: dict[str, object] = {
        "line": line.id,
        "product": line.product,
        "quantity": line.quantity,
        "price": line.price,
    }
    if line.refunded.value:
        told["refunded"] = line.refunded
    if line.is_returning:
        told["return"] = "started"
    return told


def _words(state: str) -> str:
    return state.replace("_", " ")
