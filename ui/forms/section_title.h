// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace poolscope::ui {

/// The heading above a part of a form, with a thin line to the right of it.
class SectionTitle : public QLabel {
    Q_OBJECT

public:
    explicit SectionTitle(const QString& text, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace poolscope::ui
