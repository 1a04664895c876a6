// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include <poolscope/faults.h>

class QListWidget;
class QToolButton;

namespace poolscope::ui {

class CountField;
class FaultForm;
class NoteLabel;
class ProblemLabel;

/// A fault plan to edit: a list of sentences, a menu of faults that are worth trying, the fault that is chosen, and the seed
/// that decides where chance has its part.
class FaultPlanForm : public QWidget {
    Q_OBJECT

public:
    explicit FaultPlanForm(QWidget* parent = nullptr);

    [[nodiscard]] FaultPlan value() const;
    void setValue(const FaultPlan& plan);
    [[nodiscard]] bool isValid() const;

    [[nodiscard]] FaultForm& faultForm() { return *m_form; }
    [[nodiscard]] QListWidget& list() { return *m_list; }
    /// Offers readyFaults() and an empty one.
    [[nodiscard]] QToolButton& addButton() { return *m_add; }

public slots:
    void append(const poolscope::Fault& fault);
    void removeCurrent();

signals:
    void changed();

private:
    void showCurrent();
    void showRows();
    void takeFault();

    QListWidget* m_list;
    QToolButton* m_add;
    QToolButton* m_remove;
    NoteLabel* m_empty;
    FaultForm* m_form;
    CountField* m_seed;
    QWidget* m_seedRow;
    ProblemLabel* m_seedProblem;
    std::vector<Fault> m_faults;
    bool m_setting = false;
};

}  // namespace poolscope::ui
