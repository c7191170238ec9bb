"""The look of the chat page: calm and official, one deep red, in light and dark, with the system's own fonts."""

from pathlib import Path

import gradio as gr

STYLES = Path(__file__).with_name("chat.css")
SCRIPT = Path(__file__).with_name("chat.js")
# gr.themes.Font and not plain strings: Gradio would ask its own server for files of those names.
FONTS = tuple(gr.themes.Font(name) for name in ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"))
RED = gr.themes.Color(
    name="official-red",
    c50="#fdf3f2",
    c100="#fae3e1",
    c200="#f4c5c2",
    c300="#f29a92",
    c400="#d9574f",
    c500="#a3161b",
    c600="#8d1217",
    c700="#760f13",
    c800="#5c0c0f",
    c900="#43090b",
    c950="#2a0607",
)


def page_theme() -> gr.themes.Base:
    """Gradio's plain theme in our colours; chat.css does the layout."""
    return gr.themes.Base(primary_hue=RED, neutral_hue="stone", font=FONTS, font_mono=FONTS, radius_size="sm").set(
        body_background_fill="#f7f5f2",
        body_background_fill_dark="#171413",
        body_text_color="#1f1c1a",
        body_text_color_dark="#ece6e1",
        body_text_color_subdued="#635d57",
        body_text_color_subdued_dark="#b3aaa3",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1f1b1a",
        background_fill_secondary="#f7f5f2",
        background_fill_secondary_dark="#171413",
        border_color_primary="#e5dfd8",
        border_color_primary_dark="#3b3532",
        block_background_fill="#ffffff",
        block_background_fill_dark="#1f1b1a",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1f1b1a",
        input_border_color_focus="#a3161b",
        input_border_color_focus_dark="#f29a92",
        input_placeholder_color="#756e67",
        input_placeholder_color_dark="#a0968f",
        button_primary_background_fill="#a3161b",
        button_primary_background_fill_dark="#a3161b",
        button_primary_background_fill_hover="#8d1217",
        button_primary_background_fill_hover_dark="#b92a2f",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
    )


def page_head() -> str:
    """The styles and the script of the page; not through Gradio's css=, which rewrites the rules within @media."""
    return f"<style>{STYLES.read_text(encoding='utf-8')}</style><script>{SCRIPT.read_text(encoding='utf-8')}</script>"
