"""The pages of joint supervision, by site and by the part of the way they belong to."""
