// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/file_export.h"

#include <algorithm>

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
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

bool isSameFile(const QString& one, const QString& other) {
    const QString path = QFileInfo(one).canonicalFilePath();
    return !path.isEmpty() && path == QFileInfo(other).canonicalFilePath();
}

QString copyWhole(const QString& source, const QString& target, const std::function<void(double done)>& progressed) {
    constexpr qint64 kAtOnce = 1 << 20;
    QFile in(source);
    QSaveFile out(target);
    if (!in.open(QIODevice::ReadOnly)) return in.errorString();
    if (!out.open(QIODevice::WriteOnly)) return out.errorString();
    const qint64 size = in.size();  // a trace may grow meanwhile: what is there now is copied
    for (qint64 done = 0; done < size;) {
        progressed(static_cast<double>(done) / static_cast<double>(size));
        const QByteArray piece = in.read(std::min(kAtOnce, size - done));
        if (piece.isEmpty()) return in.errorString();
        if (out.write(piece) != piece.size()) return out.errorString();
        done += piece.size();
    }
    return out.commit() ? QString() : out.errorString();
}

QString writeWhole(const QByteArray& content, const QString& path) {
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    return isWritten ? QString() : file.errorString();
}

Notice writtenNotice(const QString& path, const QString& why) {
    const auto say = [](const char* text) { return QCoreApplication::translate("FileExport", text); };
    const QString shown = QDir::toNativeSeparators(path);
    if (why.isEmpty()) return {Notice::Weight::Note, say("Written: %1").arg(shown), {}};
    return {Notice::Weight::Error, say("%1 was not written.").arg(shown), why};
}

}  // namespace poolscope::ui
