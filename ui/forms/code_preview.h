// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QStringList>
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
    /// What was measured of a scenario, as lines of a comment: shown above the code whenever that scenario is the one that is shown.
    void setMeasured(const Scenario& scenario, const QStringList& words);
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
    [[nodiscard]] QStringList measured() const;
    void followPalette();

    QTabWidget* m_tabs;
    QToolButton* m_copy;
    Page m_python;
    Page m_cpp;
    Scenario m_scenario;
    std::vector<std::pair<Json, QStringList>> m_measured;  ///< by scenario, the latest last
    QTimer m_soon;
    QTimer m_copied;
    bool m_stale = true;
};

}  // namespace poolscope::ui
