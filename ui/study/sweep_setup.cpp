// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_setup.h"

#include <algorithm>

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "forms/note_label.h"

namespace poolscope::ui {

namespace {

/// Of a range that is typed; parse_sweep() refuses more configurations.
constexpr qlonglong kMostValues = 1001;

}  // namespace

SweepSetup::SweepSetup(QWidget* parent)
    : QWidget(parent), m_repetitions(new QSpinBox(this)), m_most(new QSpinBox(this)), m_warmUp(new QSpinBox(this)),
      m_stops(new QCheckBox(tr("&stop when it is certain"), this)), m_problem(new NoteLabel(Ink::Bad, this)) {
    struct Line {
        study::SweepParameter parameter;
        QString label, example;
    };
    const Line lines[] = {{study::SweepParameter::Processes, tr("&processes"), tr("1, 2, 4 or 1..8")},
                          {study::SweepParameter::StartMethod, tr("start &method"), tr("fork, spawn, forkserver")},
                          {study::SweepParameter::Chunksize, tr("&chunksize"), tr("default, 1, 100")},
                          {study::SweepParameter::MaxTasksPerChild, tr("max&tasksperchild"), tr("none, 1, 10")},
                          {study::SweepParameter::Initializer, tr("&initializer"), tr("none, host_note")},
                          {study::SweepParameter::TaskSize, tr("task si&ze"), tr("1, 2, 4: times as large")},
                          {study::SweepParameter::Order, tr("&order"), tr("as_given, longest_first")}};
    auto* const form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const Line& line : lines) {
        auto* const field = new QLineEdit(this);
        field->setPlaceholderText(line.example);
        field->setClearButtonEnabled(true);
        m_values[static_cast<std::size_t>(line.parameter)] = field;
        form->addRow(line.label, field);
    }
    m_repetitions->setRange(1, 1000);
    m_repetitions->setValue(5);
    m_most->setRange(1, 1000);
    m_most->setValue(20);
    m_warmUp->setRange(0, 100);
    m_warmUp->setValue(1);
    m_stops->setChecked(true);
    m_stops->setToolTip(tr("Go on beyond the repetitions until every difference is certain or excluded, and end then"));
    form->addRow(tr("&repetitions"), m_repetitions);
    form->addRow(tr("at m&ost"), m_most);
    form->addRow(tr("&warm-up"), m_warmUp);
    form->addRow(m_stops);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(form);
    column->addWidget(m_problem);
    connect(m_stops, &QCheckBox::toggled, m_most, &QWidget::setEnabled);
}

std::vector<Json> SweepSetup::read(const QString& line) {
    std::vector<Json> values;
    static const QRegularExpression range(QStringLiteral(R"(^(\d+)\s*\.\.\s*(\d+)$)"));
    for (const QString& part : line.split(u',', Qt::SkipEmptyParts)) {
        const QString text = part.trimmed();
        if (text.isEmpty()) continue;
        if (const auto match = range.match(text); match.hasMatch()) {
            const qlonglong from = match.captured(1).toLongLong(), to = match.captured(2).toLongLong();
            for (qlonglong value = from; value <= to && value - from < kMostValues; ++value) values.emplace_back(value);
            continue;
        }
        bool isWhole = false, isNumber = false;
        const qlonglong whole = text.toLongLong(&isWhole);
        const double number = text.toDouble(&isNumber);
        if (isWhole) values.emplace_back(whole);
        else if (isNumber) values.emplace_back(number);
        else if (text == QLatin1String("default") || text == QLatin1String("none")) values.emplace_back(nullptr);
        else values.emplace_back(text.toStdString());
    }
    return values;
}

std::optional<study::SweepSpec> SweepSetup::spec(const Scenario& scenario) {
    Json parameters = Json::object();
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const std::vector<Json> values = read(m_values[i]->text());
        if (!values.empty()) parameters[study::to_string(static_cast<study::SweepParameter>(i))] = values;
    }
    if (parameters.empty()) {
        m_problem->setNote(tr("Type the values of at least one setting: 1, 2, 4"));
        return {};
    }
    const Json document{{"poolscope_sweep", 1},
                        {"title", scenario.title},
                        {"scenario", to_json(scenario)},
                        {"parameters", std::move(parameters)},
                        {"repetitions", m_repetitions->value()},
                        {"most_repetitions", std::max(m_most->value(), m_repetitions->value())},
                        {"warm_up", m_warmUp->value()},
                        {"stop_when_settled", m_stops->isChecked()}};
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

QString SweepSetup::problem() const {
    return m_problem->text();
}

}  // namespace poolscope::ui
