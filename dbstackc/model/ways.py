"""The ways by which applications come in: which doors lie behind the address that they are told."""

from dbstackc.model.service import Application, End
from dbstackc.model.topology import Balancer, Listen, Router, Vip, meets


def doors_behind(app: Application, end: End) -> list[tuple[Balancer, Listen]]:
    """Return each balancer and its door that a connection may come to, in the holders' order.

    A vip leads to every balancer that may hold it. Empty where no balancer has such a door, and for
    what leads past balancers.
    """
    target = end.target
    if isinstance(target, Vip):
        held = [(h.balancer, h.inside) for h in target.holders if h.balancer is not None]
    elif isinstance(target, Balancer):
        held = [(target, meets(app, target))]
    else:
        held = []
    found: list[tuple[Balancer, Listen]] = []
    for balancer, is_inside in held:
        inner = {end.port}
        if balancer.network is not None and not is_inside:
            inner = {inside for outer, inside in balancer.publish if outer == end.port}
        found.extend((balancer, door) for door in balancer.listens if door.port in inner)
    return found


def is_open(app: Application, end: End) -> bool:
    """Return whether something takes connections at the address and port that it is told.

    What else a machine without a balancer opens is not known: a vip that it holds is open.
    """
    target = end.target
    if isinstance(target, Router):
        return end.port in (target.port, target.listen)
    if isinstance(target, Vip):
        forwards = {each.port for each in target.forwards}
        if end.port in forwards:
            return True
        if not forwards and any(each.balancer is None for each in target.holders):
            return True
    return bool(doors_behind(app, end))
