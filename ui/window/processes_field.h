// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QSpinBox;
class QToolButton;

namespace poolscope::ui {

/// How many processes the pool has, with buttons for more and fewer. It shows what the trace says; only while somebody types,
/// and until the host has answered, it shows what is wanted.
class ProcessesField : public QWidget {
    Q_OBJECT

public:
    explicit ProcessesField(QWidget* parent = nullptr);

    /// `processes` as the trace has them, 0 without a pool; `whyNot` is empty when they can be changed.
    void show(int processes, const QString& whyNot);
    /// The host has answered: the trace's number is shown again.
    void settle();
    [[nodiscard]] QSpinBox& spin() { return *m_spin; }

signals:
    void wanted(int processes);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void sendSoon();
    void send();

    QSpinBox* m_spin;
    QTimer m_pause;  ///< several steps are one wish
    QTimer m_patience;
    int m_processes = 0;
    bool m_setting = false;
};

}  // namespace poolscope::ui
