// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/fault_plan_form.h"

#include <algorithm>

#include <QAction>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "forms/count_field.h"
#include "forms/fault_form.h"
#include "forms/fault_words.h"
#include "forms/field_grid.h"
#include "forms/note_label.h"
#include "forms/problem_label.h"

namespace poolscope::ui {

namespace {
constexpr int kTarget = 26;
constexpr int kMostShownRows = 5;
}  // namespace

FaultPlanForm::FaultPlanForm(QWidget* parent)
    : QWidget(parent), m_list(new QListWidget(this)), m_add(new QToolButton(this)), m_remove(new QToolButton(this)),
      m_empty(new NoteLabel(Ink::Muted, this)), m_form(new FaultForm(this)), m_seed(new CountField(this)),
      m_seedRow(new QWidget(this)), m_seedProblem(new ProblemLabel(m_seed, this)) {
    m_list->setAccessibleName(tr("faults of the plan"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    m_empty->setNote(tr("A fault on order: a worker that dies at its third task, an initializer that fails, a full disk. The "
                        "same plan does the same again, so one can see what the pool makes of it."));
    m_add->setText(tr("Add a fault"));
    m_add->setToolTip(tr("Add a fault to the plan: one of those that are ready, or one of your own"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_add);
    for (const Fault& fault : readyFaults()) {
        QString sentence = faultSentence(fault);
        sentence[0] = sentence[0].toUpper();
        connect(menu->addAction(sentence), &QAction::triggered, this, [this, fault] { append(fault); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("One of your own")), &QAction::triggered, this, [this] { append({}); });
    m_add->setMenu(menu);
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Take the fault out of the plan (Delete)"));
    auto* removeByKey = new QAction(tr("Remove"), m_list);
    removeByKey->setShortcut(QKeySequence::Delete);
    removeByKey->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(removeByKey);
    connect(removeByKey, &QAction::triggered, this, &FaultPlanForm::removeCurrent);
    connect(m_remove, &QToolButton::clicked, this, &FaultPlanForm::removeCurrent);
    m_seed->setDefault(QStringLiteral("0"), 0);
    auto* seed = new FieldGrid(*this);
    seed->addField(tr("plan's seed"), m_seed,
                   tr("Decides where a fault happens that has a probability. Another seed, another run; the same seed, the "
                      "same run."),
                   {m_seedProblem});
    m_seedRow->setLayout(seed);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kSmallGap);
    for (QToolButton* button : {m_add, m_remove}) {
        button->setMinimumHeight(kTarget);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addWidget(m_empty);
    column->addWidget(m_list);
    column->addLayout(buttons);
    column->addWidget(m_form);
    column->addWidget(m_seedRow);

    connect(m_list, &QListWidget::currentRowChanged, this, &FaultPlanForm::showCurrent);
    connect(m_form, &FaultForm::changed, this, &FaultPlanForm::takeFault);
    connect(m_seed, &CountField::textChanged, this, [this] {
        if (m_setting) return;
        showRows();
        emit changed();
    });
    showRows();
    showCurrent();
}

FaultPlan FaultPlanForm::value() const {
    return {m_seed->text().trimmed().toULongLong(), m_faults};
}

void FaultPlanForm::setValue(const FaultPlan& plan) {
    m_setting = true;
    m_faults = plan.faults;
    m_seed->setText(plan.seed == 0 ? QString() : QString::number(plan.seed));
    showRows();
    m_list->setCurrentRow(m_faults.empty() ? -1 : 0);
    showCurrent();
    m_setting = false;
    emit changed();
}

bool FaultPlanForm::isValid() const {
    return m_seedProblem->problem().isEmpty() && (m_faults.empty() || m_form->isValid());
}

void FaultPlanForm::append(const Fault& fault) {
    m_faults.push_back(fault);
    showRows();
    m_list->setCurrentRow(static_cast<int>(m_faults.size()) - 1);
    emit changed();
}

void FaultPlanForm::removeCurrent() {
    const int row = m_list->currentRow();
    if (row < 0) return;
    m_faults.erase(m_faults.begin() + row);
    showRows();
    m_list->setCurrentRow(std::min(row, static_cast<int>(m_faults.size()) - 1));
    showCurrent();
    emit changed();
}

void FaultPlanForm::showRows() {
    {
        const QSignalBlocker quiet(m_list);
        const int row = m_list->currentRow();
        while (m_list->count() > static_cast<int>(m_faults.size())) delete m_list->takeItem(m_list->count() - 1);
        while (m_list->count() < static_cast<int>(m_faults.size())) m_list->addItem(QString());
        for (int i = 0; i < m_list->count(); ++i) {
            const QString sentence = faultSentence(m_faults[static_cast<std::size_t>(i)]);
            m_list->item(i)->setText(sentence);
            m_list->item(i)->setToolTip(sentence);
        }
        m_list->setCurrentRow(row < m_list->count() ? row : m_list->count() - 1);
    }
    const bool isEmpty = m_faults.empty();
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    m_remove->setVisible(!isEmpty);
    m_seedRow->setVisible(!isEmpty);
    if (!isEmpty) {
        int height = 2 * m_list->frameWidth() + 2;
        for (int i = 0; i < std::min(m_list->count(), kMostShownRows); ++i) height += std::max(m_list->sizeHintForRow(i), 18);
        m_list->setFixedHeight(height);
    }
    const QString seed = m_seed->text().trimmed();
    bool isSeed = false;
    (void)seed.toULongLong(&isSeed);
    m_seedProblem->setProblem(seed.isEmpty() || isSeed ? QString()
                                  : tr("The seed must be a whole number, 0 or more."));
}

void FaultPlanForm::showCurrent() {
    const int row = m_list->currentRow();
    const bool isThere = row >= 0 && row < static_cast<int>(m_faults.size());
    m_form->setVisible(isThere);
    m_remove->setEnabled(isThere);
    const bool wasValid = m_form->isValid();
    m_form->setValue(isThere ? m_faults[static_cast<std::size_t>(row)] : Fault{});
    if (!wasValid && !m_setting) emit changed();
}

void FaultPlanForm::takeFault() {
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_faults.size())) return;
    m_faults[static_cast<std::size_t>(row)] = m_form->value();
    showRows();
    emit changed();
}

}  // namespace poolscope::ui
