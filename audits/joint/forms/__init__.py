"""Forms of joint supervision, by site."""
