// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/fault_form.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <limits>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

#include "format/appearance.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/fault_words.h"
#include "forms/field_grid.h"
#include "forms/measure_field.h"
#include "forms/problem_label.h"

namespace poolscope::ui {

namespace {

constexpr int kHeight = 26;
constexpr qint64 kMost = std::numeric_limits<std::uint32_t>::max();
constexpr FaultAction kActions[] = {FaultAction::Kill,   FaultAction::Stop,     FaultAction::Segfault,   FaultAction::Abort,
                                    FaultAction::Exit,   FaultAction::Delay,    FaultAction::Fail,       FaultAction::Refuse,
                                    FaultAction::FillDisk, FaultAction::SlowReader, FaultAction::FullLane};

QString wordsOf(const char* name) {
    return QString::fromLatin1(name).replace(u'_', u' ');
}

/// What the number beside it is of.
QString whomOf(const Fault& fault) {
    return fault.worker ? QStringLiteral("worker") : fault.slot ? QStringLiteral("slot") : QStringLiteral("every");
}

}  // namespace

FaultForm::FaultForm(QWidget* parent)
    : QWidget(parent), m_grid(new FieldGrid(*this)), m_action(new ExplainedChoice(this)), m_point(new ExplainedChoice(this)),
      m_whom(new ExplainedChoice(this)), m_whomNumber(new CountField(this)), m_nth(new CountField(this)),
      m_times(new CountField(this)), m_probability(new QLineEdit(this)),
      m_duration(new MeasureField(MeasureField::Kind::Duration, tr("duration"), this)), m_exitCode(new CountField(this)),
      m_errorNumber(new ExplainedChoice(this)), m_bytes(new MeasureField(MeasureField::Kind::Bytes, tr("bytes"), this)),
      m_message(new QLineEdit(this)) {
    layOut();
    showFault();
}

FaultForm::Part FaultForm::add(const QString& name, QWidget* field, QWidget* described, const QString& tip) {
    auto* problem = new ProblemLabel(described, this);
    QWidget* label = m_grid->addField(name, field, tip, {problem});
    described->setToolTip(tip);
    return {label, field, problem};
}

void FaultForm::layOut() {
    for (const FaultAction action : kActions) {
        const char* name = to_string(action);
        m_action->addChoice(QLatin1String(name), wordsOf(name), faultActionExplanation(action));
    }
    m_action->setMaxVisibleItems(12);
    const std::pair<int, QString> errors[] = {{EAGAIN, tr("too many processes for now")},
                                              {ENOMEM, tr("no memory")},
                                              {EMFILE, tr("too many open files")}};
    for (const auto& [number, meaning] : errors)
        m_errorNumber->addChoice(QString::number(number), QString::fromStdString(error_number_name(number)), meaning);
    m_whomNumber->setDefault(tr("number"), 1);
    m_whomNumber->setNarrow();
    m_nth->setDefault(tr("0: each"), 1);
    m_probability->setMinimumHeight(kHeight);
    m_message->setMinimumHeight(kHeight);
    m_message->setPlaceholderText(tr("what the error says"));

    auto* whom = new QWidget(this);
    auto* row = new QHBoxLayout(whom);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSmallGap);
    row->addWidget(m_whom, 1);
    row->addWidget(m_whomNumber, 1);
    whom->setFocusProxy(m_whom);
    m_whom->setAccessibleName(tr("whom it befalls"));
    m_whomNumber->setAccessibleName(tr("worker or slot"));

    m_actionPart = add(tr("what"), m_action, m_action, tr("What goes wrong."));
    m_pointPart = add(tr("where"), m_point, m_point, tr("Where in a worker's life it goes wrong."));
    m_whomPart = add(tr("whom"), whom, m_whomNumber, tr("Which worker it befalls."));
    m_nthPart = add(tr("nth"), m_nth, m_nth,
                    tr("At which of the worker's tasks, or which of the pool's starts, counted from 1; 0: at each."));
    m_probabilityPart = add(tr("probability"), m_probability, m_probability,
                            tr("From 0 to 1: how often it happens where it may. Decided by the plan's seed, so that the same "
                               "plan does the same again."));
    m_timesPart = add(tr("times"), m_times, m_times, tr("So many starts in a row are refused."));
    m_durationPart = add(tr("duration"), m_duration, m_duration->edit(),
                         tr("How long it lasts. A worker that is stopped without a time stays so until it is continued."));
    m_exitCodePart = add(tr("exit code"), m_exitCode, m_exitCode, tr("What the worker leaves with, from 0 to 255."));
    m_errorNumberPart = add(tr("error"), m_errorNumber, m_errorNumber, tr("What the system says."));
    m_bytesPart = add(tr("bytes"), m_bytes, m_bytes->edit(), tr("How much is written before the disk is full, or read in a second."));
    m_messagePart = add(tr("message"), m_message, m_message, tr("What the error says."));
    setLayout(m_grid);

    connect(m_action, &QComboBox::currentIndexChanged, this, &FaultForm::read);
    for (ExplainedChoice* choice : {m_point, m_whom, m_errorNumber})
        connect(choice, &QComboBox::currentIndexChanged, this, &FaultForm::read);
    for (CountField* field : {m_whomNumber, m_nth, m_times, m_exitCode})
        connect(field, &CountField::textChanged, this, &FaultForm::read);
    for (QLineEdit* field : {m_probability, m_message}) connect(field, &QLineEdit::textChanged, this, &FaultForm::read);
    for (MeasureField* field : {m_duration, m_bytes}) connect(field, &MeasureField::changed, this, &FaultForm::read);
}

void FaultForm::setShown(const Part& part, bool isShown) {
    part.label->setVisible(isShown);
    part.field->setVisible(isShown);
    if (!isShown) part.problem->setProblem({});
}

void FaultForm::setValue(const Fault& fault) {
    m_fault = fault;
    showFault();
}

void FaultForm::fillPoints() {
    m_point->clear();
    for (const FaultPoint point : pointsOf(m_fault.action)) {
        const char* name = to_string(point);
        m_point->addChoice(QLatin1String(name), QLatin1String(name), faultPointExplanation(point));
    }
    m_point->setCurrentKey(QLatin1String(to_string(m_fault.at)));
}

void FaultForm::fillWhom() {
    m_whom->clear();
    m_whom->addChoice(QStringLiteral("every"), tr("every worker"), tr("Each one that there will be"));
    if (has(FaultField::Worker))
        m_whom->addChoice(QStringLiteral("worker"), m_fault.worker && m_fault.slot ? tr("worker, in slot %1").arg(*m_fault.slot) : tr("worker"),
                          tr("One life: PoolWorker-N, numbered from 1"));
    if (has(FaultField::Slot))
        m_whom->addChoice(QStringLiteral("slot"), tr("slot"), tr("Every life in one place of the pool, numbered from 0"));
    m_whom->setCurrentKey(whomOf(m_fault));
}

void FaultForm::showFault() {
    m_setting = true;
    m_action->setCurrentKey(QLatin1String(to_string(m_fault.action)));
    fillPoints();
    fillWhom();
    const std::optional<std::uint32_t> number = m_fault.worker ? m_fault.worker : m_fault.slot;
    m_whomNumber->setText(number ? QString::number(*number) : QString());
    m_nth->setText(QString::number(m_fault.nth));
    m_times->setText(QString::number(m_fault.times));
    m_probability->setText(QLocale::c().toString(m_fault.probability, 'g', QLocale::FloatingPointShortest));
    m_duration->setAmount(m_fault.duration.count() ? std::optional(static_cast<double>(m_fault.duration.count()) / 1e9) : std::nullopt);
    m_exitCode->setText(QString::number(m_fault.exit_code));
    m_errorNumber->setCurrentKey(QString::number(m_fault.error_number ? m_fault.error_number : EAGAIN));
    m_bytes->setAmount(static_cast<double>(m_fault.bytes));
    m_message->setText(QString::fromStdString(m_fault.message));
    m_setting = false;
    m_valid = true;
    for (const Part* part : {&m_whomPart, &m_nthPart, &m_timesPart, &m_probabilityPart, &m_durationPart, &m_exitCodePart, &m_bytesPart})
        part->problem->setProblem({});
    showFields();
}

void FaultForm::showFields() {
    setShown(m_pointPart, has(FaultField::At));
    const bool hasWhom = has(FaultField::Worker) || has(FaultField::Slot);
    setShown(m_whomPart, hasWhom);
    m_whomNumber->setVisible(hasWhom && m_whom->currentKey() != QLatin1String("every"));
    setShown(m_nthPart, has(FaultField::Nth));
    setShown(m_timesPart, has(FaultField::Times));
    setShown(m_durationPart, has(FaultField::Seconds));
    setShown(m_exitCodePart, has(FaultField::ExitCode));
    setShown(m_errorNumberPart, has(FaultField::Errno));
    setShown(m_bytesPart, has(FaultField::Bytes));
    setShown(m_messagePart, has(FaultField::Message));
    setShown(m_probabilityPart, has(FaultField::Probability));
}

/// What the action and the point do not use goes back to its default, as a scenario demands.
void FaultForm::forgetMeaningless() {
    const Fault usual;
    const auto forget = [this](FaultField field, auto& value, const auto& standard) {
        if (!has(field)) value = standard;
    };
    if (!has_point(m_fault.action, m_fault.at)) m_fault.at = pointsOf(m_fault.action).front();
    forget(FaultField::Worker, m_fault.worker, usual.worker);
    forget(FaultField::Slot, m_fault.slot, usual.slot);
    forget(FaultField::Nth, m_fault.nth, usual.nth);
    forget(FaultField::Times, m_fault.times, usual.times);
    forget(FaultField::Probability, m_fault.probability, usual.probability);
    forget(FaultField::Seconds, m_fault.duration, usual.duration);
    forget(FaultField::ExitCode, m_fault.exit_code, usual.exit_code);
    forget(FaultField::Errno, m_fault.error_number, usual.error_number);
    forget(FaultField::Bytes, m_fault.bytes, usual.bytes);
    forget(FaultField::Message, m_fault.message, usual.message);
    // What the action cannot do without starts with something that works.
    if (needs_field(m_fault.action, FaultField::Seconds) && m_fault.duration == usual.duration) m_fault.duration = std::chrono::seconds(1);
    if (needs_field(m_fault.action, FaultField::Errno) && m_fault.error_number == 0) m_fault.error_number = EAGAIN;
    if (has(FaultField::Bytes) && m_fault.bytes == 0) m_fault.bytes = 64 * 1024;
}

std::optional<qint64> FaultForm::readCount(const Part& part, const CountField& field, qint64 least, qint64 most) {
    const std::optional<qint64> typed = CountField::numberIn(field.text());
    const bool isGood = typed && *typed >= least && *typed <= most;
    part.problem->setProblem(isGood ? QString() : tr("must be a whole number from %1 to %2").arg(least).arg(most));
    m_valid = m_valid && isGood;
    return isGood ? typed : std::nullopt;
}

void FaultForm::readWhom() {
    const QString whom = m_whom->currentKey();
    const bool isWorker = whom == QLatin1String("worker");
    if (whom == QLatin1String("every")) {
        m_fault.worker.reset();
        m_fault.slot.reset();
        m_whomPart.problem->setProblem({});
        return;
    }
    const std::optional<qint64> number = readCount(m_whomPart, *m_whomNumber, isWorker ? 1 : 0, kMost);
    if (!number) return;
    // A worker may be meant in one slot only, which a scenario's file can say and this form keeps.
    if (whom != whomOf(m_fault)) {
        m_fault.worker.reset();
        m_fault.slot.reset();
    }
    (isWorker ? m_fault.worker : m_fault.slot) = static_cast<std::uint32_t>(*number);
}

void FaultForm::readAmounts() {
    const auto amountIn = [this](const Part& part, const MeasureField& field, double least, double most) {
        const double amount = field.isEmpty() ? 0 : field.amount().value_or(-1);
        const bool isGood = amount >= least && amount <= most;
        part.problem->setProblem(isGood      ? QString()
                                 : least > 0 ? tr("must be a number above 0")
                                             : tr("must be a number, 0 or more"));
        m_valid = m_valid && isGood;
        return isGood ? std::optional(amount) : std::nullopt;
    };
    if (has(FaultField::Seconds)) {
        constexpr double kMostSeconds = 1e9;
        const double least = needs_field(m_fault.action, FaultField::Seconds) ? 1e-9 : 0;
        if (const auto seconds = amountIn(m_durationPart, *m_duration, least, kMostSeconds))
            m_fault.duration = std::chrono::nanoseconds(std::llround(*seconds * 1e9));
    }
    if (has(FaultField::Bytes)) {
        constexpr double kMostBytes = 1e15;
        const double least = needs_field(m_fault.action, FaultField::Bytes) ? 1 : 0;
        if (const auto bytes = amountIn(m_bytesPart, *m_bytes, least, kMostBytes))
            m_fault.bytes = static_cast<std::uint64_t>(std::llround(*bytes));
    }
    if (!has(FaultField::Probability)) return;
    bool isNumber = false;
    const double probability = QLocale::c().toDouble(m_probability->text().trimmed(), &isNumber);
    const bool isShare = isNumber && probability >= 0 && probability <= 1;
    m_probabilityPart.problem->setProblem(isShare ? QString() : tr("must be a number from 0 to 1"));
    m_valid = m_valid && isShare;
    if (isShare) m_fault.probability = probability;
}

void FaultForm::read() {
    if (m_setting) return;
    const FaultAction action = fault_action_from_string(m_action->currentKey().toStdString()).value_or(FaultAction::Kill);
    const FaultPoint point = fault_point_from_string(m_point->currentKey().toStdString()).value_or(m_fault.at);
    if (action != m_fault.action || point != m_fault.at) {
        m_fault.action = action;
        m_fault.at = point;
        forgetMeaningless();
        showFault();
        emit changed();
        return;
    }
    showFields();
    m_valid = true;
    if (has(FaultField::Worker) || has(FaultField::Slot)) readWhom();
    if (has(FaultField::Nth))
        if (const auto nth = readCount(m_nthPart, *m_nth, 0, kMost)) m_fault.nth = static_cast<std::uint64_t>(*nth);
    if (has(FaultField::Times))
        if (const auto times = readCount(m_timesPart, *m_times, 1, kMost)) m_fault.times = static_cast<std::uint64_t>(*times);
    if (has(FaultField::ExitCode))
        if (const auto code = readCount(m_exitCodePart, *m_exitCode, 0, 255)) m_fault.exit_code = static_cast<int>(*code);
    if (has(FaultField::Errno)) m_fault.error_number = m_errorNumber->currentKey().toInt();
    if (has(FaultField::Message)) m_fault.message = m_message->text().toStdString();
    readAmounts();
    emit changed();
}

}  // namespace poolscope::ui
