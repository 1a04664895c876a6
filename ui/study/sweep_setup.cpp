// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_setup.h"

#include <algorithm>

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "forms/note_label.h"
#include "study/sweep_value_line.h"

namespace poolscope::ui {

namespace {

constexpr int kKeptAtFirst = 3;

}  // namespace

SweepSetup::SweepSetup(QWidget* parent)
    : QWidget(parent), m_title(new QLineEdit(this)), m_repetitions(new QSpinBox(this)), m_most(new QSpinBox(this)), m_warmUp(new QSpinBox(this)),
      m_keep(new QSpinBox(this)), m_margin(new QDoubleSpinBox(this)), m_stops(new QCheckBox(tr("&stop when it is certain"), this)),
      m_count(new QLabel(this)), m_problem(new NoteLabel(Ink::Bad, this)) {
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* const form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(form);
    makeLines();
    makeNumbers();
    column->addWidget(m_count);
    column->addWidget(m_problem);
    m_count->setWordWrap(true);
    for (QLineEdit* const field : m_values) connect(field, &QLineEdit::textChanged, this, &SweepSetup::follow);
    for (QSpinBox* const number : {m_repetitions, m_most, m_warmUp}) connect(number, &QSpinBox::valueChanged, this, &SweepSetup::follow);
    connect(m_stops, &QCheckBox::toggled, this, &SweepSetup::follow);
    follow();
}

void SweepSetup::makeLines() {
    struct Line {
        study::SweepParameter parameter;
        QString label, example;
    };
    const Line lines[] = {{study::SweepParameter::Processes, tr("&processes"), tr("1, 2, 4 or 1..8")},
                          {study::SweepParameter::StartMethod, tr("start &method"), tr("fork, spawn, forkserver")},
                          {study::SweepParameter::Chunksize, tr("&chunksize"), tr("default, 1..1000 x10")},
                          {study::SweepParameter::MaxTasksPerChild, tr("max&tasksperchild"), tr("none, 1, 10")},
                          {study::SweepParameter::Initializer, tr("&initializer"), tr("none, host_note")},
                          {study::SweepParameter::TaskSize, tr("task si&ze"), tr("1, 2, 4: times as large")},
                          {study::SweepParameter::Order, tr("&order"), tr("as_given, longest_first")}};
    auto* const form = static_cast<QFormLayout*>(layout()->itemAt(0)->layout());
    m_title->setPlaceholderText(tr("as the scenario's"));
    form->addRow(tr("title"), m_title);
    for (const Line& line : lines) {
        auto* const field = new QLineEdit(this);
        field->setPlaceholderText(line.example);
        field->setClearButtonEnabled(true);
        field->setToolTip(tr("Values with commas between them: 1, 2, 4. Ranges: 1..8, 0..100 step 10, 1..64 x2. An empty line is not varied."));
        m_values[static_cast<std::size_t>(line.parameter)] = field;
        form->addRow(line.label, field);
    }
}

void SweepSetup::makeNumbers() {
    auto* const form = static_cast<QFormLayout*>(layout()->itemAt(0)->layout());
    m_repetitions->setRange(1, 1000);
    m_repetitions->setValue(5);
    m_repetitions->setToolTip(tr("Runs of each configuration, at least"));
    m_most->setRange(1, 1000);
    m_most->setValue(20);
    m_most->setToolTip(tr("And at most, when it goes on until it is certain"));
    m_warmUp->setRange(0, 100);
    m_warmUp->setValue(1);
    m_warmUp->setToolTip(tr("Runs of each before those, which do not count"));
    m_margin->setRange(0.1, 90);
    m_margin->setDecimals(1);
    m_margin->setValue(5);
    m_margin->setSuffix(tr(" %"));
    m_margin->setToolTip(tr("A difference that nobody minds"));
    m_keep->setRange(0, 100);
    m_keep->setValue(kKeptAtFirst);
    m_keep->setToolTip(tr("So many runs of each configuration are kept on the Runs page, to be opened and compared; 100 runs and 256 MiB at most"));
    m_stops->setChecked(true);
    m_stops->setToolTip(tr("Go on beyond the repetitions until every difference is certain or excluded, and end then"));
    form->addRow(tr("&repetitions"), m_repetitions);
    form->addRow(tr("&at most"), m_most);
    form->addRow(tr("&warm-up"), m_warmUp);
    form->addRow(tr("mar&gin"), m_margin);
    form->addRow(tr("&keep runs"), m_keep);
    form->addRow(m_stops);
}

void SweepSetup::follow() {
    m_most->setEnabled(m_stops->isChecked());
    std::size_t varied = 0;
    double configurations = 1;
    for (const QLineEdit* const field : m_values) {
        const std::size_t count = readValueLine(field->text()).size();
        if (count == 0) continue;
        ++varied;
        configurations *= static_cast<double>(count);
    }
    // More cannot be varied at once: what is empty then stays so.
    for (QLineEdit* const field : m_values) field->setEnabled(varied < study::kMostSweepParameters || !field->text().trimmed().isEmpty());
    if (varied == 0) {
        m_count->setText(tr("Nothing is varied yet: up to four lines may have values."));
        return;
    }
    const auto runs = [&](int repetitions) { return locale().toString(configurations * (repetitions + m_warmUp->value()), 'f', 0); };
    const bool isRange = m_stops->isChecked() && m_most->value() > m_repetitions->value();
    const QString counted = locale().toString(configurations, 'f', 0);
    m_count->setText(isRange ? tr("Configurations: %1. Runs: %2 to %3.").arg(counted, runs(m_repetitions->value()), runs(m_most->value()))
                             : tr("Configurations: %1. Runs: %2.").arg(counted, runs(m_repetitions->value())));
}

std::optional<study::SweepSpec> SweepSetup::spec(const Scenario& scenario) {
    Json parameters = Json::object();
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        std::vector<Json> values = readValueLine(m_values[i]->text());
        if (!values.empty()) parameters[study::to_string(static_cast<study::SweepParameter>(i))] = std::move(values);
    }
    if (parameters.empty()) {
        m_problem->setNote(tr("Type the values of at least one setting: 1, 2, 4"));
        return {};
    }
    const QString title = m_title->text().trimmed();
    const Json document{{"poolscope_sweep", 1},
                        {"title", title.isEmpty() ? scenario.title : title.toStdString()},
                        {"description", m_description},
                        {"scenario", to_json(scenario)},
                        {"parameters", std::move(parameters)},
                        {"repetitions", m_repetitions->value()},
                        {"most_repetitions", std::max(m_most->value(), m_repetitions->value())},
                        {"warm_up", m_warmUp->value()},
                        {"stop_when_settled", m_stops->isChecked()},
                        {"margin", m_margin->value() / 100},
                        {"seed", m_seed}};
    try {
        study::SweepSpec spec = study::parse_sweep(document.dump(-1, ' ', false, Json::error_handler_t::replace), {}, {});
        m_problem->setNote({});
        return spec;
    } catch (const ScenarioError& error) {
        QStringList lines;
        for (const ScenarioProblem& problem : error.problems())
            lines << QString::fromStdString(problem.place + ": " + problem.message);
        m_problem->setNote(lines.join(u'\n'));
        return {};
    }
}

void SweepSetup::setSpec(const study::SweepSpec& spec) {
    for (QLineEdit* const field : m_values) field->clear();
    for (const study::SweepAxis& axis : spec.axes) values(axis.parameter).setText(valueLine(axis.parameter, axis.values));
    m_title->setText(QString::fromStdString(spec.title));
    m_description = spec.description;
    m_seed = spec.seed;
    m_repetitions->setValue(static_cast<int>(spec.repetitions));
    m_most->setValue(static_cast<int>(spec.most_repetitions));
    m_warmUp->setValue(static_cast<int>(spec.warm_up));
    m_margin->setValue(spec.margin * 100);
    m_stops->setChecked(spec.stop_when_settled);
    m_problem->setNote({});
}

int SweepSetup::keptRuns() const {
    return m_keep->value();
}
QString SweepSetup::problem() const {
    return m_problem->text();
}
QString SweepSetup::countText() const {
    return m_count->text();
}

}  // namespace poolscope::ui
