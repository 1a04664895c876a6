// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QObject>
#include <QStringList>

#include <poolscope/scenario.h>

class QAction;

namespace poolscope::ui {

/// A configuration, and what was measured of it as lines of a comment (poolscope/measured_words.h).
struct MeasuredCode {
    Scenario scenario;
    QStringList words;
};

/// "Copy as Python" and "Copy as C++" of what is chosen somewhere, with its measured result above the code.
class CodeActions : public QObject {
    Q_OBJECT

public:
    /// `chosen` is asked when an action is triggered; empty: no scenario is known. What it throws is told by noticed().
    CodeActions(std::function<std::optional<MeasuredCode>()> chosen, QObject* parent);

    void setEnabled(bool isEnabled);

    QAction* python;
    QAction* cpp;

signals:
    /// What was copied, or why nothing was, as one sentence.
    void noticed(const QString& sentence);

private:
    enum class Language { Python, Cpp };
    void copy(Language language);

    std::function<std::optional<MeasuredCode>()> m_chosen;
};

}  // namespace poolscope::ui
