// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTextEdit;

namespace poolscope::ui {

/// Finds words within the details: every place is marked, Enter goes to the next, Shift+Enter to the one before, Escape puts
/// the line away. Takes no room until it is asked for.
class FindLine : public QWidget {
    Q_OBJECT

public:
    /// Borrows both; the words are looked for in the first and then in the second.
    FindLine(QTextEdit& first, QPlainTextEdit& second, QWidget* parent = nullptr);

    void open();
    /// Marks the places anew: the texts have changed.
    void refresh();
    [[nodiscard]] int places() const { return m_places; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void mark();
    enum class Direction { Forward, Backward };
    void go(Direction direction);

    QTextEdit& m_first;
    QPlainTextEdit& m_second;
    QLineEdit* m_line;
    QLabel* m_count;
    bool m_isInSecond = false;  ///< where the place is that was gone to last
    int m_places = 0;
};

}  // namespace poolscope::ui
