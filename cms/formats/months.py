"""The months as this site's catalogues name them, before Django's.

United Nations documents in Arabic give both names of a month ("أيلول/سبتمبر"); Django's catalogue knows one.
A name found in our catalogues wins over Django's, so it only has to be collected here.
"""

from django.utils.translation import gettext_noop

MONTHS = [
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
]
