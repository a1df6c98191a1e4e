"""What readers report about a page or a center, and what came of it."""

from corrections.models.correction import Correction
from corrections.models.phone_check import PhoneCheck
from corrections.models.report import Problem, Report, ReportMove, State
from corrections.models.rotating_key import RotatingKey

__all__ = [
    "Correction",
    "PhoneCheck",
    "Problem",
    "Report",
    "ReportMove",
    "RotatingKey",
    "State",
]
