"""Reading a roster 花名册 as it really arrives; knows nothing of the registry."""
