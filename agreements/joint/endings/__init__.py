"""The end of agreements on the joint side: notice, expiry, proof of deletion, and following up on it."""
