// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "session/selection.h"

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace poolscope::ui {

class Session;

/// What the selected task, item or worker wrote to its standard output and error. The text stays in the trace until it is
/// looked at; the latest part of it is shown, and what is left out is said. Each line begins with the name of its stream, so
/// that the two can be told apart without colours. New lines are followed while the end is in sight.
class OutputView : public QWidget {
    Q_OBJECT

public:
    /// Borrows both.
    OutputView(const Session& session, const Selection& selection, QWidget* parent = nullptr);

    /// Takes in what has been written since; at most four times a second.
    void refresh();
    /// True when there is something to show.
    [[nodiscard]] bool hasOutput() const { return !m_rows.empty(); }
    /// What is shown, with the marks of the streams.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QPlainTextEdit& textEdit() { return *m_text; }
    /// What is said to be left out; empty: nothing is.
    [[nodiscard]] QString leftOut() const;

signals:
    void hasOutputChanged(bool hasOutput);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showSubject();
    void takeIn();
    void append(std::uint32_t row);
    void copy();
    void showMoment();
    [[nodiscard]] std::vector<std::uint32_t> rowsOfSubject() const;
    /// Those that had been written by the moment that is shown.
    [[nodiscard]] std::vector<std::uint32_t> rowsNow() const;

    const Session& m_session;
    const Selection& m_selection;
    QLabel* m_title;
    QLabel* m_note;
    QPlainTextEdit* m_text;
    QToolButton* m_copy;
    std::vector<std::uint32_t> m_rows;  ///< those that were taken in
    std::size_t m_seen = 0;             ///< outputs of the state when it was last asked
    std::uint64_t m_skipped = 0;        ///< bytes before what is shown
    std::uint64_t m_dropped = 0;        ///< bytes that the trace does not have
    bool m_isLineOpen = false;
    int m_openStream = 0;
    QElapsedTimer m_sinceRefresh;
    QTimer m_again;
};

}  // namespace poolscope::ui
