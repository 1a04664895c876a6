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

#include <poolscope/function.h>

#include "forms/note_label.h"
#include "forms/problem_label.h"
#include "study/sweep_value_line.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;
using study::SweepParameter;

constexpr int kKeptAtFirst = 3;
constexpr auto kPause = 250ms;  // in typing, before it is looked at

/// What is wrong with the kind of a value, in the words that are typed here: the engine's are those of a file. Empty: nothing.
QString kindProblem(SweepParameter parameter, const Json& value) {
    if (value.is_null()) return {};
    switch (parameter) {
    case SweepParameter::Processes:
    case SweepParameter::Chunksize: return value.is_number_integer() ? QString() : SweepSetup::tr("only whole numbers, or “default”");
    case SweepParameter::MaxTasksPerChild: return value.is_number_integer() ? QString() : SweepSetup::tr("only whole numbers, or “none”");
    case SweepParameter::StartMethod: return value.is_string() ? QString() : SweepSetup::tr("only names of start methods, or “default”");
    case SweepParameter::Initializer:
        return value.is_string() || value.is_object() ? QString() : SweepSetup::tr("only names of functions, or “none”");
    case SweepParameter::TaskSize: return value.is_number() ? QString() : SweepSetup::tr("only numbers");
    case SweepParameter::Order: return {};
    }
    return {};
}

/// "/parameters/processes/1": which line, and which of its values.
std::optional<std::pair<SweepParameter, std::size_t>> placeOf(const std::string& place) {
    const QStringList parts = QString::fromStdString(place).split(u'/');
    if (parts.size() < 3 || parts[1] != u"parameters") return {};
    const auto parameter = study::sweep_parameter_from_string(parts[2].toStdString());
    if (!parameter) return {};
    return std::pair(*parameter, parts.value(3).toULongLong());
}

}  // namespace

SweepSetup::SweepSetup(std::function<Scenario()> scenario, QWidget* parent)
    : QWidget(parent), m_scenario(std::move(scenario)), m_title(new QLineEdit(this)), m_repetitions(new QSpinBox(this)), m_most(new QSpinBox(this)), m_warmUp(new QSpinBox(this)),
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
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPause);
    connect(&m_soon, &QTimer::timeout, this, &SweepSetup::check);
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
        auto* const problem = new ProblemLabel(field, this);
        auto* const cell = new QVBoxLayout;
        cell->setSpacing(0);
        cell->addWidget(field);
        cell->addWidget(problem);
        auto* const label = new QLabel(line.label, this);
        label->setBuddy(field);
        label->setMinimumHeight(field->sizeHint().height());  // beside the field, whatever stands below it
        m_values[static_cast<std::size_t>(line.parameter)] = field;
        m_problems[static_cast<std::size_t>(line.parameter)] = problem;
        form->addRow(label, cell);
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
    m_soon.start();
    emit edited();
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

std::optional<study::SweepSpec> SweepSetup::spec() {
    const auto isEmpty = [](const QLineEdit* field) { return field->text().trimmed().isEmpty(); };
    const bool isNothingVaried = std::all_of(m_values.begin(), m_values.end(), isEmpty);
    auto found = read();
    if (isNothingVaried) m_problem->setNote(tr("Type the values of at least one setting: 1, 2, 4"));
    return found;
}

void SweepSetup::check() {
    static_cast<void>(read());
}

std::optional<study::SweepSpec> SweepSetup::read() {
    m_soon.stop();
    Json parameters = Json::object();
    bool isGood = true;
    QStringList problems;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const auto parameter = static_cast<SweepParameter>(i);
        std::vector<Json> values = readValueLine(m_values[i]->text());
        QString problem;
        if (values.empty() && !m_values[i]->text().trimmed().isEmpty())
            problem = tr("This gives no values: a range goes from the smaller number to the larger, 1..8.");
        for (const Json& value : values)
            if (const QString kind = kindProblem(parameter, value); problem.isEmpty() && !kind.isEmpty())
                problem = tr("%1: %2").arg(valueLine(parameter, {value}), kind);
        isGood = isGood && problem.isEmpty();
        problems << problem;
        if (!values.empty()) parameters[study::to_string(parameter)] = std::move(values);
    }
    QStringList others;
    std::optional<study::SweepSpec> spec;
    if (isGood && !parameters.empty()) {
        try {
            spec = parse(std::move(parameters));
        } catch (const ScenarioError& error) {
            for (const ScenarioProblem& each : error.problems()) {
                const auto place = placeOf(each.place);
                // One is enough below a line: the others often say the same of another value.
                if (QString* const line = place ? &problems[static_cast<qsizetype>(place->first)] : nullptr; !line) {
                    others << QString::fromStdString(study::sweep_place_words(each.place) + ": " + each.message);
                } else if (line->isEmpty()) {
                    const std::vector<Json> all = readValueLine(values(place->first).text());
                    const QString message = QString::fromStdString(each.message);
                    *line = place->second < all.size() ? tr("%1: %2").arg(valueLine(place->first, {all[place->second]}), message) : message;
                }
            }
        }
    }
    for (std::size_t i = 0; i < m_problems.size(); ++i) m_problems[i]->setProblem(problems[static_cast<qsizetype>(i)]);
    m_problem->setNote(others.join(u'\n'));
    return spec;
}

study::SweepSpec SweepSetup::parse(Json parameters) const {
    const Scenario scenario = m_scenario();
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
    std::vector<std::string> functions;
    for (const Function* const function : Registry::of_process().all()) functions.push_back(function->name);
    return study::parse_sweep(document.dump(-1, ' ', false, Json::error_handler_t::replace), {}, {}, functions.empty() ? nullptr : &functions);
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
    QStringList all;
    for (const ProblemLabel* const label : m_problems)
        if (!label->problem().isEmpty()) all << label->problem();
    if (!m_problem->text().isEmpty()) all << m_problem->text();
    return all.join(u'\n');
}
QString SweepSetup::problemOf(SweepParameter parameter) const {
    return m_problems[static_cast<std::size_t>(parameter)]->problem();
}
QString SweepSetup::countText() const {
    return m_count->text();
}

}  // namespace poolscope::ui
