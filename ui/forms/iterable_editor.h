// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "forms/batch_draft.h"

class QFileDialog;
class QLineEdit;
class QPlainTextEdit;
class QRadioButton;

namespace poolscope::ui {

/// Where a batch's items come from: a list that is typed, a range, or the lines of a file. What was typed for one stays
/// while another is looked at.
class IterableEditor : public QWidget {
    Q_OBJECT

public:
    explicit IterableEditor(QWidget* parent = nullptr);

    /// Shows the parts of a draft that are about the input.
    void showDraft(const BatchDraft& draft);
    /// Writes what is shown into a draft, the rest of which stays.
    void writeTo(BatchDraft& draft) const;
    /// The example in the empty list: single values, or lists of arguments.
    void setStarred(bool starred);

public slots:
    /// Opens the file dialog beside the window; nothing waits for it.
    void browse();

signals:
    void changed();

private:
    QWidget* makeRangeRow();
    QWidget* makeFileRow();
    void showPart();
    [[nodiscard]] BatchDraft::Input chosenInput() const;

    QRadioButton* m_listButton;
    QRadioButton* m_rangeButton;
    QRadioButton* m_linesButton;
    QPlainTextEdit* m_list;
    QLineEdit* m_start;
    QLineEdit* m_stop;
    QLineEdit* m_step;
    QLineEdit* m_file;
    QWidget* m_rangeRow;
    QWidget* m_fileRow;
};

}  // namespace poolscope::ui
