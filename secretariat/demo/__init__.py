"""The demo: 63 member municipalities, their imported portfolio, a year's audits and agreements.

Municipalities are real, so nothing bad is told of one; suppliers and persons are invented.
"""
