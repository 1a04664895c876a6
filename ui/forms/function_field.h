// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "forms/function_catalogue.h"

class QStandardItemModel;

namespace poolscope::ui {

/// A name to type or to choose: the list shows each function's signature, typing searches in all of the name.
class FunctionField : public QComboBox {
    Q_OBJECT

public:
    explicit FunctionField(QWidget* parent = nullptr);

    /// What the list offers; the text stays.
    void setChoices(const std::vector<FunctionEntry>& entries);
    [[nodiscard]] QString name() const;
    void setName(const QString& name);
    void setPlaceholder(const QString& words);

    void showPopup() override;

signals:
    void nameChanged(const QString& name);

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    QStandardItemModel* m_choices;
};

}  // namespace poolscope::ui
