"""Which numbers of a center stand "Reported as not working: call to confirm".

One report marks nothing: it takes two, from different networks, at least a day apart. Somebody with
two networks and patience could still do it, a rival for instance. So the mark takes nothing away:
the number stays and can be dialed, the mark lapses 14 days after the last report that has a second
one beside it, and an editor who dials the number ends it at once. Only an editor's own call makes it
last.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations

from django.utils import timezone

from corrections.models import PhoneCheck, Report
from directory.models import Facility

APART = timedelta(days=1)
STANDS = timedelta(days=14)
MOST = 200  # newest reports that are compared, however many somebody sends


def reported_phones(facility: Facility) -> set[str]:
    """The numbers of this center, as `tel:` links, that carry the mark now."""
    now = timezone.now()
    checks = PhoneCheck.objects.latest_of(facility)
    since_check = defaultdict(list)
    for report in Report.objects.phone_dead(facility, since=now - 2 * STANDS)[:MOST]:
        check = checks.get(report.phone)
        if check is None or check.at < report.received_at:
            since_check[report.phone].append(report)
    confirmed = {phone for phone, check in checks.items() if not check.works}
    return confirmed | {
        phone
        for phone, newest_first in since_check.items()
        if any(
            now - later.received_at < STANDS and bear_each_other_out(earlier, later)
            for later, earlier in combinations(newest_first, 2)
        )
    }


def bear_each_other_out(earlier: Report, later: Report) -> bool:
    """Whether two reports are so far apart, in time and network, that they are likely two people's."""
    apart = later.received_at - earlier.received_at
    shared = earlier.network.keys() & later.network.keys()
    return APART <= apart <= STANDS and any(
        earlier.network[key] != later.network[key] for key in shared
    )
