// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "models/indexed_table_model.h"

class QComboBox;
class QLineEdit;
class QTimer;

namespace poolscope::ui {

class InkLabel;

/// Above a table: a text to find, a choice of states, and how many rows are left.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    struct Choice {
        QString title;
        quint32 states = ~quint32{0};
    };
    /// Borrows the model. The first choice is the one at the start.
    FilterBar(IndexedTableModel& model, const std::vector<Choice>& choices, const QString& hint,
              QWidget* parent = nullptr);

    void focusSearch();
    void setText(const QString& text);
    void addPart(QWidget* widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter();
    void count();

    IndexedTableModel& m_model;
    QLineEdit* m_text;
    QComboBox* m_states;
    InkLabel* m_count;
    QTimer* m_pause;
};

}  // namespace poolscope::ui
