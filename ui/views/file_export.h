// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QList>
#include <QString>

#include "session/reply.h"

class QByteArray;
class QFileDialog;
class QWidget;

namespace poolscope::ui {

/// A form in which something can be written.
struct ExportForm {
    QString suffix;  ///< "csv"
    QString filter;  ///< in the user's language, with the pattern: "CSV, a row a run (*.csv)"
};

/// Shows a dialog that asks where to write and in which of the forms, the first one unless another is chosen; a name without a
/// suffix gets that of the form. Returns at once: connect to fileSelected. The dialog belongs to `parent` and deletes itself.
QFileDialog* openExportDialog(QWidget* parent, const QString& title, const QList<ExportForm>& forms, const QString& proposed = {});

/// Whether both names are of one file that is there, under links too: what is read must not be written over.
[[nodiscard]] bool isSameFile(const QString& one, const QString& other);
/// Copies a file; the target appears whole or stays as it was. `progressed` is called now and then with the part that is done, 0 to 1;
/// what it throws gives the copy up. Gives the reason when it was not written, else an empty string.
[[nodiscard]] QString copyWhole(const QString& source, const QString& target, const std::function<void(double done)>& progressed);
/// Writes the file whole or leaves what was there. Gives the reason when it was not written, else an empty string.
[[nodiscard]] QString writeWhole(const QByteArray& content, const QString& path);
/// That a file was written, or why it was not; `why` is empty when it was.
[[nodiscard]] Notice writtenNotice(const QString& path, const QString& why);

}  // namespace poolscope::ui
