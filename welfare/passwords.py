"""Password hashing sized for a small server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at 19 MiB: 64 logins at once stay under 1.5 GB (security.md P3)."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
