// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>

#include <poolscope/cost_estimate.h>

namespace poolscope::ui {

/// This machine's own figures: read from where the command line keeps them, and measured by `poolscope estimate` in the background where
/// they are missing or old.
class MachineFigures : public QObject {
    Q_OBJECT

public:
    /// `program`: poolscope; empty: the one beside this program.
    explicit MachineFigures(const QString& program = {}, QObject* parent = nullptr);
    ~MachineFigures() override;

    /// Tells the kept figures at once, if there are any, and measures them if they do not hold any more.
    void find();

signals:
    void found(const poolscope::study::PoolCosts& costs);

private:
    bool readKept();

    QString m_program;
    QProcess m_process;
};

}  // namespace poolscope::ui
