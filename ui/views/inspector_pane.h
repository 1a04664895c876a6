// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

#include "session/selection.h"

namespace poolscope::ui {

class FindLine;
class Inspector;
class OutputView;
class Session;

/// What is known of the selection, and below it, when there is any, what it wrote.
class InspectorPane : public QSplitter {
    Q_OBJECT

public:
    /// Borrows both.
    InspectorPane(const Session& session, Selection& selection, QWidget* parent = nullptr);

    void refresh();
    /// Opens the line that finds words in both.
    void find();
    [[nodiscard]] Inspector& inspector() { return *m_inspector; }
    [[nodiscard]] OutputView& output() { return *m_output; }

private:
    Inspector* m_inspector;
    OutputView* m_output;
    FindLine* m_find;
};

}  // namespace poolscope::ui
