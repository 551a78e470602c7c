"""The secretariat's Word templates: put up, checked, tried, taken into use, retired."""
