// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QString>
#include <QtGlobal>

namespace poolscope::ui {

enum class Command {
    Start,
    Submit,
    Close,
    Terminate,
    Join,
    Kill,
    Resize,
    Pause,
    Resume,
    Drain,
    Restart,
    Cancel,
    SetLimits,
    Functions,
    Keep,
    Stop,
};
/// True for what changes a running pool: its refusal is told beside where it was asked for.
[[nodiscard]] constexpr bool isLiveControl(Command command) {
    return command >= Command::Kill && command <= Command::SetLimits;
}

/// The host's answer to one command.
struct Reply {
    quint64 id = 0;  ///< what the session's function returned
    Command command = Command::Start;
    bool isGood = false;
    QString errorType;             ///< "ValueError"
    QString errorMessage;          ///< "Pool is still running"
    std::optional<quint32> batch;  ///< the number that a submitted batch got
};

/// A button in a notice.
struct NoticeAction {
    QString text;
    std::function<void()> act;  ///< the notice goes then
};

/// Something to tell the user inside the window, without stopping him.
struct Notice {
    enum class Weight { Note, Warning, Error };
    Weight weight = Weight::Note;
    QString text;    ///< one sentence
    QString detail;  ///< more lines, shown on demand; may be empty
    std::vector<NoticeAction> actions{};
    std::function<void()> dismissed{};  ///< it was put away by hand, without any of them
};

}  // namespace poolscope::ui
