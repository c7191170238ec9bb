"""The settings, read once at the door: environment variables that begin with BULLETINS_."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the library lies and how it is served; read by app.py and eval only."""

    model_config = SettingsConfigDict(env_prefix="BULLETINS_", frozen=True, extra="forbid")

    home: Path = Path("library")
    encoder: Path | None = None
    reranker: Path | None = None
    host: str = "127.0.0.1"
    port: int = 7860
