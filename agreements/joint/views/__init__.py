"""Pages of the joint agreements: the secretariat's and the supplier's."""
