// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/storage_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "format/appearance.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {
constexpr std::uint64_t kMebibyte = 1024 * 1024;
}

StorageDialog::StorageDialog(const StoreLimits& limits, QWidget* parent)
    : QDialog(parent), m_mebibytes(new QSpinBox(this)), m_runs(new QSpinBox(this)) {
    setObjectName(QStringLiteral("storageDialog"));
    setWindowTitle(tr("How much may be kept"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* const form = new QFormLayout(this);
    form->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    form->setSpacing(kGap);
    auto* const words = new InkLabel(Ink::Muted, this);
    words->setText(tr("When there is more than this, the oldest runs are removed. Runs that go on, are open, pinned, a baseline, "
                      "or have a name, a note or a tag of yours stay."));
    words->setWordWrap(true);
    words->setMinimumWidth(320);
    form->addRow(words);
    m_mebibytes->setRange(1, 16 * 1024 * 1024);
    m_mebibytes->setSuffix(tr(" MiB"));
    m_mebibytes->setGroupSeparatorShown(true);
    m_mebibytes->setSingleStep(256);
    m_mebibytes->setValue(static_cast<int>(std::clamp<std::uint64_t>(limits.bytes / kMebibyte, 1, 16 * 1024 * 1024)));
    m_runs->setRange(1, 100'000);
    m_runs->setGroupSeparatorShown(true);
    m_runs->setValue(static_cast<int>(std::clamp<std::size_t>(limits.runs, 1, 100'000)));
    form->addRow(tr("On the &disk"), m_mebibytes);
    form->addRow(tr("&Runs"), m_runs);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* const apply = buttons->addButton(tr("&Set these limits"), QDialogButtonBox::AcceptRole);
    apply->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &StorageDialog::tell);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void StorageDialog::tell() {
    emit wanted({static_cast<std::uint64_t>(m_mebibytes->value()) * kMebibyte, static_cast<std::size_t>(m_runs->value())});
    accept();
}

}  // namespace poolscope::ui
