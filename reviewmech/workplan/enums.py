from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DateKind(TextChoices):
    """How a document words a possible date. The words themselves are made in dates.py, in six languages."""

    RANGE = "range", _("From a day to a day")
    BY_END_OF_MONTH = "by_end_of_month", _("By the end of a month")
    BEGINS_EARLY = "begins_early", _("To begin early in a year")
    WHEN_FUNDED = "when_funded", _("When the necessary funding is made available")
