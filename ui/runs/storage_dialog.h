// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <poolscope/run_store.h>

class QSpinBox;

namespace poolscope::ui {

/// How much may be kept. Not modal; what is set holds at once.
class StorageDialog : public QDialog {
    Q_OBJECT

public:
    StorageDialog(const StoreLimits& limits, QWidget* parent);

    [[nodiscard]] QSpinBox& mebibytes() { return *m_mebibytes; }
    [[nodiscard]] QSpinBox& runs() { return *m_runs; }

signals:
    void wanted(const poolscope::StoreLimits& limits);

private:
    void tell();

    QSpinBox* m_mebibytes;
    QSpinBox* m_runs;
};

}  // namespace poolscope::ui
