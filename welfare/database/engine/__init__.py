"""Django engine `welfare.database.engine`: PostgreSQL on our own cluster."""
