"""Mount the chat page on an application, with everything of Gradio switched off that the page does not use."""

import gradio as gr
from fastapi import FastAPI

from assistant.page.theme import page_head, page_theme

LARGEST_UPLOAD = 1024  # Bytes. The page takes no files; Gradio's upload route exists all the same.


def mount(app: FastAPI, blocks: gr.Blocks) -> None:
    """Serve `blocks` at / of `app`; routes that `app` has already come first."""
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,  # Questions are not kept in the browser.
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        allowed_paths=[],
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=page_theme(),
        head=page_head(),
    )
