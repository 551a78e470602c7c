"""Notices of new sub-processors as a municipality has them: its clock, its answer, its appendix B."""
