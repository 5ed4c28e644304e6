"""What an application costs by what is answered so far, put into the cards of fee and payment."""

from __future__ import annotations

from app.domain.business_day import business_day
from app.domain.fee import FeeTooLarge
from app.domain.problems import Problem
from app.domain.rules import check_values
from app.office.counter import Counter
from app.office.prices import NoTariffYet
from app.ui import texts
from app.ui.pages.application.form import Form
from app.ui.pages.application.side import Side
from app.ui.texts import explained


def hangs_on_answers(counter: Counter, form: Form) -> bool:
    """Whether another answer may make another price."""
    return counter.prices().depends(form.service.code, counter.now())


def show_price(counter: Counter, form: Form, side: Side) -> bool:
    """Show what it costs now; whether it has a price."""
    service, prices, at = form.service, counter.prices(), counter.now()
    try:
        if prices.depends(service.code, at):
            day = business_day(at)
            said = check_values(service, form.applicant(), dict(form.fields()), day)
            fee = prices.fee(service.code, at, day, said.applicant, said.fields)[0]
        else:
            fee = prices.fee(service.code, at)[0]
    except NoTariffYet as error:
        why = explained(error).in_one()
    except FeeTooLarge:
        why = texts.problem(Problem("fields", "fee-too-large"))
    else:
        side.price.show_fee(fee, prices.in_force(at))
        side.payment.set_total(fee.total_rials, fee.in_unit, service.methods)
        return True
    side.price.show_none(why)
    side.payment.set_total(0)
    return False
