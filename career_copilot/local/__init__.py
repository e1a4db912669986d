"""The embedded default: Postgres, Valkey and the supervisor, used when no URL is set."""
