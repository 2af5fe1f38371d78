"""All input about people. `files` needs no Django, so that `edgewise match` starts without it."""
