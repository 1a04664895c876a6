// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>

#include "study/sweep_outcome.h"

class QLabel;
class QPushButton;

namespace poolscope::ui {

/// What is known of the configuration that is chosen in a sweep, and what can be done with it.
class SweepChoice : public QFrame {
    Q_OBJECT

public:
    explicit SweepChoice(QWidget* parent = nullptr);

    /// Nothing is shown for none.
    void show(const study::SweepSpec& spec, const SweepOutcome& outcome, std::optional<std::size_t> configuration);
    void clear();
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QPushButton& useButton() { return *m_use; }
    [[nodiscard]] QPushButton& compareButton() { return *m_compare; }

signals:
    void useWanted(std::size_t configuration);
    /// The folders of runs that are kept: of this and of the fastest, or of all when this is the fastest.
    void compareWanted(const QStringList& runFolders);

private:
    std::optional<std::size_t> m_current;
    QStringList m_folders;
    QLabel* m_text;
    QPushButton* m_use;
    QPushButton* m_compare;
};

}  // namespace poolscope::ui
