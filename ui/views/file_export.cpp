// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/file_export.h"

#include <algorithm>

#include <QByteArray>
#include <QFileDialog>
#include <QSaveFile>
#include <QStringList>

namespace poolscope::ui {

QFileDialog* openExportDialog(QWidget* parent, const QString& title, const QList<ExportForm>& forms, const QString& proposed) {
    auto* const dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const ExportForm& form : forms) filters << form.filter;
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(forms.first().suffix);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, forms](const QString& filter) {
        const auto chosen = std::find_if(forms.begin(), forms.end(), [&](const ExportForm& form) { return form.filter == filter; });
        if (chosen != forms.end()) dialog->setDefaultSuffix(chosen->suffix);
    });
    if (!proposed.isEmpty()) dialog->selectFile(proposed);
    dialog->open();
    return dialog;
}

QString writeWhole(const QByteArray& content, const QString& path) {
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    return isWritten ? QString() : file.errorString();
}

}  // namespace poolscope::ui
