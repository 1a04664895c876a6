// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/code_actions.h"

#include <exception>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

#include "format/glyph.h"
#include "forms/cpp_code.h"
#include "forms/python_code.h"

namespace poolscope::ui {

CodeActions::CodeActions(std::function<std::optional<MeasuredCode>()> chosen, QObject* parent)
    : QObject(parent), python(new QAction(glyphIcon(Glyph::Copy), tr("Copy as P&ython"), this)),
      cpp(new QAction(glyphIcon(Glyph::Copy), tr("Copy as C&++"), this)), m_chosen(std::move(chosen)) {
    python->setObjectName(QStringLiteral("copyAsPython"));
    cpp->setObjectName(QStringLiteral("copyAsCpp"));
    python->setToolTip(tr("The configuration as a Python program, with what was measured of it as a comment"));
    cpp->setToolTip(tr("The configuration as a C++ program, with what was measured of it as a comment"));
    connect(python, &QAction::triggered, this, [this] { copy(Language::Python); });
    connect(cpp, &QAction::triggered, this, [this] { copy(Language::Cpp); });
}

void CodeActions::setEnabled(bool isEnabled) {
    python->setEnabled(isEnabled);
    cpp->setEnabled(isEnabled);
}

void CodeActions::copy(Language language) {
    try {
        const auto code = m_chosen();
        if (!code) {
            emit noticed(tr("Nothing was copied: no scenario is known of it."));
            return;
        }
        const bool isPython = language == Language::Python;
        QGuiApplication::clipboard()->setText(isPython ? pythonCode(code->scenario, code->words) : cppCode(code->scenario, code->words));
        emit noticed(isPython ? tr("The Python program is on the clipboard.") : tr("The C++ program is on the clipboard."));
    } catch (const std::exception& error) {
        emit noticed(tr("Nothing was copied: %1").arg(QString::fromUtf8(error.what())));
    }
}

}  // namespace poolscope::ui
