"""Every write of joint supervision, by the part of the way it belongs to."""
