"""The database the product brings along when DATABASE_URL names none."""
