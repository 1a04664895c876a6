// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/start_method_words.h"

#include <QCoreApplication>

namespace poolscope::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("poolscope::ui::StartMethodWords", text);
}

}  // namespace

QString startMethodExplanation(const QString& method) {
    if (method == QLatin1String("fork"))
        return tr("A copy of the host, with all it holds in memory.");
    if (method == QLatin1String("spawn"))
        return tr("A fresh program that shares nothing with the host.");
    if (method == QLatin1String("forkserver"))
        return tr("Forked from a small clean server, not from the host.");
    return {};
}

}  // namespace poolscope::ui
