// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/whatif_page.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <poolscope/measured_words.h>

#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "forms/note_label.h"
#include "session/session.h"
#include "study/ghost_view.h"
#include "study/ordered_end.h"
#include "study/whatif_report.h"
#include "study/whatif_words.h"
#include "views/file_export.h"
#include "views/larger_text.h"

namespace poolscope::ui {

namespace {

/// The slider goes up by factors: its steps are quarters of an octave.
constexpr int kStepsPerOctave = 4;
constexpr int kMostProcesses = 10'000;
constexpr int kControlsWidth = 250;

int stepOf(int processes) {
    return static_cast<int>(std::lround(std::log2(static_cast<double>(std::max(1, processes))) * kStepsPerOctave));
}
int processesOf(int step) {
    return std::clamp(static_cast<int>(std::lround(std::exp2(static_cast<double>(step) / kStepsPerOctave))), 1, kMostProcesses);
}

}  // namespace

WhatIfPage::WhatIfPage(Session& session, const QString& program, QWidget* parent)
    : QWidget(parent), m_session(session),
      m_program(program.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/poolscope") : program),
      m_slider(new QSlider(Qt::Horizontal, this)), m_processes(new QSpinBox(this)), m_chunksize(new QSpinBox(this)),
      m_order(new QComboBox(this)), m_maxtasks(new QSpinBox(this)), m_method(new QComboBox(this)),
      m_reset(new QPushButton(tr("As it was"), this)), m_verify(new QPushButton(tr("Verify"), this)),
      m_code(new CodeActions([this] { return verifiedCode(); }, this)), m_python(new QPushButton(m_code->python->text(), this)),
      m_cpp(new QPushButton(m_code->cpp->text(), this)),
      m_export(new QPushButton(glyphIcon(Glyph::Export), tr("Export…"), this)), m_headline(new QLabel(this)),
      m_recordedLoss(new QLabel(this)), m_predictedLoss(new QLabel(this)), m_note(new NoteLabel(Ink::Muted, this)),
      m_verdict(new NoteLabel(Ink::Good, this)), m_ghost(new GhostView(this)) {
    setObjectName(QStringLiteral("whatifPage"));
    m_slider->setRange(0, stepOf(kMostProcesses));
    m_slider->setPageStep(kStepsPerOctave);
    m_slider->setAccessibleName(tr("processes"));
    m_processes->setRange(1, kMostProcesses);
    m_chunksize->setRange(0, 1'000'000);
    m_chunksize->setSpecialValueText(tr("as it was"));
    m_maxtasks->setRange(0, 1'000'000);
    m_maxtasks->setSpecialValueText(tr("none"));
    m_order->addItem(tr("as given"), static_cast<int>(study::ItemOrder::AsGiven));
    m_order->addItem(tr("longest first"), static_cast<int>(study::ItemOrder::LongestFirst));
    m_order->addItem(tr("shortest first"), static_cast<int>(study::ItemOrder::ShortestFirst));
    m_order->addItem(tr("shuffled"), static_cast<int>(study::ItemOrder::Shuffled));
    for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer})
        m_method->addItem(QString::fromLatin1(to_string(method)), static_cast<int>(method));
    m_reset->setToolTip(tr("Put in the settings with which the run was made"));
    m_verify->setToolTip(tr("Run it with these settings for real, and learn from how far the prediction is off"));
    m_export->setToolTip(tr("What is shown here: an HTML page with pictures, CSV or JSON"));
    m_export->setEnabled(false);
    layOut();
    connectFields();
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    followSession();
    showRun();
}

WhatIfPage::~WhatIfPage() {
    m_process.disconnect(this);
    endInOrder(m_process);
}

void WhatIfPage::layOut() {
    auto* const form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&processes"), m_processes);
    form->addRow(tr("&chunksize"), m_chunksize);
    form->addRow(tr("&order"), m_order);
    form->addRow(tr("&maxtasksperchild"), m_maxtasks);
    form->addRow(tr("&start method"), m_method);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_reset);
    buttons->addWidget(m_verify);
    auto* const controls = new QVBoxLayout;
    controls->addLayout(form);
    controls->addLayout(buttons);
    controls->addWidget(m_verdict);
    auto* const copies = new QHBoxLayout;
    for (const auto& [button, action] : {std::pair{m_python, m_code->python}, std::pair{m_cpp, m_code->cpp}}) {
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        copies->addWidget(button);
    }
    controls->addLayout(copies);
    controls->addWidget(m_export);
    controls->addWidget(m_note);
    controls->addStretch(1);
    auto* const column = new QWidget(this);
    column->setLayout(controls);
    column->setFixedWidth(kControlsWidth);
    controls->setContentsMargins(0, 0, kGap, 0);

    new LargerText(*m_headline, 1.3, QFont::Bold);
    for (QLabel* const label : {m_headline, m_recordedLoss, m_predictedLoss}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* const answer = new QVBoxLayout;
    answer->addWidget(m_headline);
    answer->addWidget(m_recordedLoss);
    answer->addWidget(m_predictedLoss);
    // The slider stands on the schedule that it changes.
    auto* const caption = new QLabel(tr("workers"), this);
    caption->setBuddy(m_slider);
    auto* const workers = new QHBoxLayout;
    workers->addWidget(caption);
    workers->addWidget(m_slider, 1);
    answer->addLayout(workers);
    answer->addWidget(m_ghost, 1);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    row->addWidget(column);
    row->addLayout(answer, 1);
}

void WhatIfPage::connectFields() {
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        if (!m_setting && stepOf(m_processes->value()) != step) m_processes->setValue(processesOf(step));
    });
    connect(m_processes, &QSpinBox::valueChanged, this, [this](int processes) {
        const bool was = std::exchange(m_setting, true);
        m_slider->setValue(stepOf(processes));
        m_setting = was;
        askAgain();
    });
    connect(m_chunksize, &QSpinBox::valueChanged, this, &WhatIfPage::askAgain);
    connect(m_maxtasks, &QSpinBox::valueChanged, this, &WhatIfPage::askAgain);
    connect(m_order, &QComboBox::currentIndexChanged, this, &WhatIfPage::askAgain);
    connect(m_method, &QComboBox::currentIndexChanged, this, &WhatIfPage::askAgain);
    connect(m_reset, &QPushButton::clicked, this, [this] { showRun(); });
    connect(m_verify, &QPushButton::clicked, this, &WhatIfPage::verify);
    connect(m_export, &QPushButton::clicked, this, &WhatIfPage::askWhereToExport);
    connect(m_code, &CodeActions::noticed, this, [this](const QString& sentence) { m_verdict->setNote(m_verifiedText + u'\n' + sentence); });
    connect(&m_study, &RunStudy::runChanged, this, &WhatIfPage::showRun);
    connect(&m_study, &RunStudy::answered, this, &WhatIfPage::showAnswer);
    connect(&m_process, &QProcess::finished, this, [this](int code) { verified(code); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) verified(-1);
    });
    connect(&m_session, &Session::originChanged, this, &WhatIfPage::followSession);
    connect(&m_session, &Session::changed, this, [this](const ChangeSet& changes) {
        if (changes.summary || changes.replaced) followSession();
    });
}

/// The run is read when it has ended and somebody looks.
void WhatIfPage::followSession() {
    const PoolSummary& summary = m_session.state().summary();
    const QString path = m_session.tracePath();
    const bool isThere = m_session.origin() != Session::Origin::Nothing && !m_session.isReading() && summary.ended.has_value();
    if (!isThere) {
        if (!m_readPath.isEmpty()) {
            m_readPath.clear();
            m_study.openTrace({});
        }
        return;
    }
    if (isVisible() && (path != m_readPath || summary.records != m_readRecords)) readRun();
}

void WhatIfPage::readRun() {
    m_readPath = m_session.tracePath();
    m_readRecords = m_session.state().summary().records;
    m_hasScenario = !m_session.state().summary().scenario.empty();
    m_study.openTrace(m_readPath);
}

void WhatIfPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    followSession();
}

void WhatIfPage::showRun() {
    const auto run = m_study.run();
    for (QWidget* const field : std::initializer_list<QWidget*>{m_slider, m_processes, m_chunksize, m_order, m_maxtasks, m_method, m_reset})
        field->setEnabled(run != nullptr);
    m_verify->setEnabled(run != nullptr && m_hasScenario && m_process.state() == QProcess::NotRunning);
    m_verdict->setNote({});
    setVerified({});
    m_answer.reset();
    m_export->setEnabled(false);
    if (!run) {
        m_headline->setText(tr("What if?"));
        m_recordedLoss->clear();
        m_predictedLoss->clear();
        m_note->setNote({});
        m_ghost->clear(m_study.isReading()
                           ? tr("The run is being read.")
                           : tr("When a run has ended, this shows what other settings would have given: more workers, other chunks, another order."));
        return;
    }
    m_setting = true;
    const study::PoolShape& shape = run->work.recorded;
    m_processes->setValue(static_cast<int>(shape.processes));
    m_slider->setValue(stepOf(m_processes->value()));
    m_chunksize->setValue(0);
    m_order->setCurrentIndex(0);
    m_maxtasks->setValue(static_cast<int>(std::min<std::uint64_t>(shape.maxtasksperchild.value_or(0), 1'000'000)));
    m_method->setCurrentIndex(m_method->findData(static_cast<int>(shape.start_method)));
    m_setting = false;
    m_note->setNote(notesOn(*run).join(u'\n'));
    askAgain();
}

study::PoolShape WhatIfPage::shape() const {
    study::PoolShape shape;
    if (const auto run = m_study.run()) shape = run->work.recorded;
    shape.processes = static_cast<std::uint32_t>(m_processes->value());
    shape.start_method = static_cast<StartMethod>(m_method->currentData().toInt());
    shape.order = static_cast<study::ItemOrder>(m_order->currentData().toInt());
    shape.chunksize.reset();
    shape.maxtasksperchild.reset();
    if (m_chunksize->value() > 0) shape.chunksize = static_cast<std::uint64_t>(m_chunksize->value());
    if (m_maxtasks->value() > 0) shape.maxtasksperchild = static_cast<std::uint64_t>(m_maxtasks->value());
    return shape;
}

void WhatIfPage::askAgain() {
    if (m_setting) return;
    m_answer.reset();
    m_export->setEnabled(false);
    m_verdict->setNote({});
    setVerified({});
    m_study.ask(shape());
}

void WhatIfPage::showAnswer(const WhatIfAnswer& answer) {
    const WhatIfWords words = wordsOf(answer);
    m_headline->setText(words.headline);
    m_headline->setToolTip(words.between);
    m_recordedLoss->setText(words.recordedLoss);
    m_predictedLoss->setText(words.predictedLoss);
    m_ghost->showSchedule(answer);
    m_answer = answer;
    m_export->setEnabled(true);
}

void WhatIfPage::askWhereToExport() {
    const auto* const dialog = openExportDialog(this, tr("Export what is shown"),
                                                {{QStringLiteral("html"), tr("HTML, a page with pictures (*.html)")},
                                                 {QStringLiteral("csv"), tr("CSV, a row for each of the settings (*.csv)")},
                                                 {QStringLiteral("json"), tr("JSON, with every figure (*.json)")}});
    connect(dialog, &QFileDialog::fileSelected, this, &WhatIfPage::exportTo);
}

void WhatIfPage::exportTo(const QString& path) {
    if (!m_answer) return;
    WhatIfWords words = wordsOf(*m_answer);
    words.title = QString::fromStdString(m_session.state().summary().title);
    words.verifiedSeconds = m_verified;
    words.verified = m_verified ? m_verifiedText : QString();
    words.code = verifiedCode();
    const bool isRead = isSameFile(path, m_session.tracePath());
    const QString why = isRead ? tr("It is the trace itself: choose another name.") : exportWhatIf(*m_answer, words, path);
    emit noticed(writtenNotice(path, why));
}

void WhatIfPage::verify() {
    if (m_process.state() != QProcess::NotRunning || !m_study.run()) return;
    m_asked = shape();
    m_askedRun = m_study.run();
    m_askedScenario = m_session.state().summary().scenario;
    setVerified({});
    const auto count = [](const std::optional<std::uint64_t>& value) { return value ? QString::number(*value) : QStringLiteral("none"); };
    QStringList arguments{QStringLiteral("whatif"),          m_readPath,
                          QStringLiteral("--json"),          QStringLiteral("--verify"),
                          QStringLiteral("--processes"),     QString::number(m_asked.processes),
                          QStringLiteral("--start-method"),  QString::fromLatin1(to_string(m_asked.start_method)),
                          QStringLiteral("--order"),         QString::fromLatin1(study::to_string(m_asked.order)),
                          QStringLiteral("--maxtasksperchild"), count(m_asked.maxtasksperchild)};
    if (m_asked.chunksize) arguments << QStringLiteral("--chunksize") << count(m_asked.chunksize);
    if (!m_runsFolder.isEmpty()) arguments << QStringLiteral("--keep-runs") << QStringLiteral("1") << QStringLiteral("--runs") << m_runsFolder;
    m_verify->setEnabled(false);
    m_verdict->setNote(tr("It runs for real ..."));
    m_process.start(m_program, arguments);
}

void WhatIfPage::verified(int exitCode) {
    m_verify->setEnabled(m_study.run() != nullptr && m_hasScenario);
    emit runKept();
    const QJsonObject document = QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    const QJsonValue seconds = document[QStringLiteral("verified_seconds")];
    if (exitCode != 0 || !seconds.isDouble()) {
        const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).simplified();
        m_verdict->setNote(tr("It did not run: %1").arg(said.isEmpty() ? m_process.errorString() : said));
        return;
    }
    const double predicted = document[QStringLiteral("what_if")][QStringLiteral("predicted")][QStringLiteral("seconds")].toDouble();
    m_askedPrediction = predicted;
    m_verifiedText = verifiedText(seconds.toDouble(), predicted);
    const bool isStillAsked = m_askedRun == m_study.run() && m_asked == shape();
    // Beside what is asked by now it says what it is of.
    m_verdict->setNote(isStillAsked ? m_verifiedText : m_verifiedText + u'\n' + QString::fromStdString(study::shape_words(m_asked)));
    if (isStillAsked) setVerified(seconds.toDouble());
}

void WhatIfPage::setVerified(std::optional<double> seconds) {
    m_verified = seconds;
    for (QPushButton* const button : {m_python, m_cpp}) button->setVisible(seconds.has_value());
}

std::optional<MeasuredCode> WhatIfPage::verifiedCode() const {
    if (!m_verified || !m_askedRun) return {};
    return poolscope::ui::verifiedCode(m_askedScenario, *m_askedRun, m_asked, m_askedPrediction, *m_verified);
}

QString WhatIfPage::headline() const {
    return m_headline->text();
}
QString WhatIfPage::verdict() const {
    return m_verdict->text();
}

}  // namespace poolscope::ui
