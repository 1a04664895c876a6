// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace poolscope::ui {

/// The window's own icons, drawn as strokes on a grid of 16, so that they are sharp at every scale and take the colour
/// of the text in every theme.
enum class Glyph {
    Run,
    Stop,
    Close,
    Terminate,
    Kill,
    Join,
    Submit,
    Pool,
    Open,
    Save,
    Export,
    Search,
    Cross,
    Keys,
    Warning,
    Error,
    Note,
    Panel,
    Copy,
    Window,
    Pause,
    More,
    Fewer,
    Restart,
    Limits,
    ToFirst,
    StepBack,
    StepForward,
    ToLast,
    Follow,
};

/// Follows the application's palette whenever it is painted.
[[nodiscard]] QIcon glyphIcon(Glyph glyph);
/// In one fixed colour, for coloured buttons and messages; grey when disabled.
[[nodiscard]] QIcon glyphIcon(Glyph glyph, const QColor& color);

/// The program's own icon: four lanes with running, recycled and crashed spans.
[[nodiscard]] QIcon programIcon();

}  // namespace poolscope::ui
