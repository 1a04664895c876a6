// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_choice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "study/sweep_words.h"

namespace poolscope::ui {

SweepChoice::SweepChoice(QWidget* parent)
    : QFrame(parent), m_text(new QLabel(this)), m_use(new QPushButton(tr("&Use this configuration"), this)), m_compare(new QPushButton(this)) {
    setObjectName(QStringLiteral("sweepChoice"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAccessibleName(tr("chosen configuration"));
    m_use->setToolTip(tr("Put it into the scenario's form; Undo takes it back"));
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    auto* const row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_use);
    row->addWidget(m_compare);
    row->addStretch(1);
    column->addWidget(m_text);
    column->addLayout(row);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (m_current) emit useWanted(*m_current);
    });
    connect(m_compare, &QPushButton::clicked, this, [this] { emit compareWanted(m_folders); });
    clear();
}

void SweepChoice::clear() {
    m_current.reset();
    m_folders.clear();
    m_text->setText(tr("Choose a configuration to use it, or to compare its runs."));
    m_use->setEnabled(false);
    m_compare->setEnabled(false);
    m_compare->setText(tr("&Compare"));
}

void SweepChoice::show(const study::SweepSpec& spec, const SweepOutcome& outcome, std::optional<std::size_t> configuration) {
    if (!configuration || *configuration >= outcome.configurations.size()) return clear();
    m_current = configuration;
    const SweepConfiguration& each = outcome.configurations[*configuration];
    const SweepConfiguration* const fastest = outcome.fastestLike(each);
    const bool isFastest = fastest == &each;
    m_text->setText(configurationText(spec, outcome, each));
    m_use->setEnabled(true);
    // The one that is compared with stands first: it becomes the baseline.
    m_folders = each.runFolders;
    if (isFastest)
        for (const SweepConfiguration& other : outcome.configurations)
            if (other.number != *configuration && outcome.fastestLike(other) == fastest) m_folders << other.runFolders;
    if (!isFastest && fastest) m_folders = fastest->runFolders + m_folders;
    m_compare->setText(isFastest ? tr("&Compare with all") : tr("&Compare with the fastest"));
    m_compare->setEnabled(!each.runFolders.isEmpty() && m_folders.size() > 1);
    m_compare->setToolTip(m_compare->isEnabled() ? tr("Open the runs that were kept in the Compare page") : tr("No runs of it were kept"));
}

QString SweepChoice::text() const {
    return m_text->text();
}

}  // namespace poolscope::ui
