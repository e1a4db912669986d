"""Language models: one file is one feature (its prompt, its answer type, one function); `client.py` asks."""
