"""What the environment says, read strictly: a wrong or missing value stops the start with its name."""

from __future__ import annotations

import secrets
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parent.parent.parent
env = Env()


def var_dir() -> Path:
    """The folder for what the embedded default keeps: database, media, cache, key, logs."""
    path = Path(env.str("VAR_DIR", str(ROOT / "var"))).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def stored_secret_key(folder: Path) -> str:
    """Return the key kept in `folder`/secret_key, made on the first run, readable by its owner only."""
    path = folder / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
