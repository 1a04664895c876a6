// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <poolscope/scenario.h>

#include "forms/code_highlighter.h"

class QPlainTextEdit;
class QTabWidget;
class QToolButton;

namespace poolscope::ui {

/// The code that does what the forms say, in Python and in C++, ready to copy. Written a moment after the last change, and
/// only while it can be seen.
class CodePreview : public QWidget {
    Q_OBJECT

public:
    explicit CodePreview(QWidget* parent = nullptr);

    void setScenario(const Scenario& scenario);
    /// What the tab that is in front shows.
    [[nodiscard]] QString currentCode();

public slots:
    /// Puts the code in front onto the clipboard.
    void copy();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Page {
        QPlainTextEdit* text = nullptr;
        CodeHighlighter* highlighter = nullptr;
    };

    Page addPage(const QString& title, CodeHighlighter::Language language);
    void write();
    void followPalette();

    QTabWidget* m_tabs;
    QToolButton* m_copy;
    Page m_python;
    Page m_cpp;
    Scenario m_scenario;
    QTimer m_soon;
    QTimer m_copied;
    bool m_stale = true;
};

}  // namespace poolscope::ui
