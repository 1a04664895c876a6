// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/limits_form.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/field_grid.h"
#include "forms/measure_field.h"
#include "forms/problem_label.h"

namespace poolscope::ui {

namespace {

constexpr int kHeight = 26;

QString countText(const std::optional<std::int64_t>& count) {
    return count ? QString::number(*count) : QString();
}

/// Fields beside each other that are one option.
QWidget* side(std::initializer_list<QWidget*> parts, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSmallGap);
    for (QWidget* part : parts) row->addWidget(part, qobject_cast<QLabel*>(part) ? 0 : 1);
    box->setFocusProxy(*parts.begin());
    return box;
}

std::optional<double> shareIn(const QString& text) {
    bool good = false;
    const double share = QLocale::c().toDouble(text.trimmed(), &good);
    return good && std::isfinite(share) ? std::optional(share) : std::nullopt;
}

}  // namespace

LimitsForm::LimitsForm(Scope scope, QWidget* parent)
    : QWidget(parent), m_scope(scope), m_maxitems(new CountField(this)),
      m_memory(new MeasureField(MeasureField::Kind::Bytes, QStringLiteral("max_memory_per_child"), this)),
      m_age(new MeasureField(MeasureField::Kind::Duration, QStringLiteral("max_age_per_child"), this)),
      m_taskTimeout(new MeasureField(MeasureField::Kind::Duration, QStringLiteral("task_timeout"), this)),
      m_initializerTimeout(new MeasureField(MeasureField::Kind::Duration, QStringLiteral("initializer_timeout"), this)) {
    setLayout(new FieldGrid(*this));
    addLimits();
    if (scope == Scope::Pool) addRobustness();
}

void LimitsForm::add(const QString& name, QWidget* field, QWidget* described, const QString& tip) {
    auto* problem = new ProblemLabel(described, this);
    m_rows.push_back({name, problem});
    static_cast<FieldGrid*>(layout())->addField(name, field, tip, {problem});
    described->setToolTip(tip);
}

void LimitsForm::addLimits() {
    const QString none = tr("no limit");
    if (m_scope == Scope::NewWorkers) {
        m_maxtasks = new CountField(this);
        m_maxtasks->setDefault(none, 1);
        connect(m_maxtasks, &CountField::textChanged, this, &LimitsForm::changed);
        add(QStringLiteral("maxtasksperchild"), m_maxtasks, m_maxtasks,
            tr("Tasks (chunks, not items) that a worker completes before it leaves and is replaced."));
    }
    m_maxitems->setDefault(none, 1);
    add(QStringLiteral("maxitemsperchild"), m_maxitems, m_maxitems,
        tr("Items that a worker completes before it leaves and is replaced. Looked at between two tasks, so a chunk is "
           "never torn apart. Where maxtasksperchild counts chunks, this counts items."));
    add(QStringLiteral("max_memory_per_child"), m_memory, m_memory->edit(),
        tr("Resident memory of a worker, looked at from outside several times a second, also while a task runs. A worker "
           "above it that idles leaves in order; one that runs is killed and its item ends as lost, cause memory limit."));
    add(QStringLiteral("max_age_per_child"), m_age, m_age->edit(),
        tr("Time since the worker was ready. When it is over, the worker leaves as soon as it is between two tasks."));
    add(QStringLiteral("task_timeout"), m_taskTimeout, m_taskTimeout->edit(),
        tr("Time of one task (chunk) from its start in the worker, never while it waits. When it runs out, that worker "
           "alone is killed; the item that ran ends as timed out, the rest of the chunk goes on elsewhere."));
    add(QStringLiteral("initializer_timeout"), m_initializerTimeout, m_initializerTimeout->edit(),
        tr("Time from the start of the initializer until the worker is ready. When it runs out, the worker is killed, which "
           "counts as a failed start."));
    for (MeasureField* field : {m_memory, m_age, m_taskTimeout, m_initializerTimeout}) {
        field->setPlaceholder(none);
        connect(field, &MeasureField::changed, this, &LimitsForm::changed);
    }
    connect(m_maxitems, &CountField::textChanged, this, &LimitsForm::changed);
}

void LimitsForm::addRobustness() {
    m_jitter = new QLineEdit(this);
    m_jitter->setMinimumHeight(kHeight);
    m_jitter->setPlaceholderText(tr("none; 0.2 is a fifth"));
    add(QStringLiteral("recycling_jitter"), m_jitter, m_jitter,
        tr("Share, from 0 to below 1, by which each worker's own maxtasksperchild, maxitemsperchild and max_age_per_child "
           "may be lower, so that not all workers leave at once. Drawn from the seed."));

    m_budgetDeaths = new CountField(this);
    m_budgetDeaths->setDefault(tr("no limit"), 1);
    m_budgetDeaths->setAccessibleName(tr("restart_budget, deaths"));
    m_budgetTime = new MeasureField(MeasureField::Kind::Duration, tr("restart_budget, time"), this);
    add(QStringLiteral("restart_budget"), m_budgetDeaths, m_budgetDeaths,
        tr("More unexpected ends of workers than this within this time break the pool: everything that waits gets an "
           "error at once, instead of workers dying for ever. Empty: they are replaced without end."));
    static_cast<FieldGrid*>(layout())->addField(tr("… deaths within"), m_budgetTime, m_budgetDeaths->toolTip(), {});
    m_budgetTime->edit()->setToolTip(m_budgetDeaths->toolTip());

    m_onLost = new ExplainedChoice(this);
    m_onLost->setAccessibleName(QStringLiteral("on_worker_lost"));
    m_onLost->addChoice({}, tr("default (fail)"), tr("The item that its worker died in ends as lost."));
    m_onLost->addChoice(QStringLiteral("fail"), QStringLiteral("fail"), tr("The item that its worker died in ends as lost."));
    m_onLost->addChoice(QStringLiteral("retry"), QStringLiteral("retry"), tr("The item is tried again in another worker."));
    m_retries = new CountField(this);
    m_retries->setDefault(tr("times"), 1);
    m_retries->setNarrow();
    m_onLost->setMinimumContentsLength(4);
    m_retries->setAccessibleName(tr("on_worker_lost, times"));
    add(QStringLiteral("on_worker_lost"), side({m_onLost, m_retries}, this), m_retries,
        tr("What becomes of an item whose worker died in it: it ends as lost, or it is tried again so many times. Only "
           "what may run twice should be tried again."));
    m_onLost->setToolTip(m_retries->toolTip());

    m_seed = new CountField(this);
    m_seed->setDefault(tr("0"), 0);
    add(QStringLiteral("seed"), m_seed, m_seed,
        tr("From which the seed of every item is made, with its batch and index, so that results do not depend on which "
           "worker ran what."));

    m_capture = new ExplainedChoice(this);
    m_capture->setAccessibleName(QStringLiteral("capture_output"));
    m_capture->addChoice({}, tr("default (captured)"), tr("Standard output and error are kept in the trace, with a bound."));
    m_capture->addChoice(QStringLiteral("on"), tr("captured"), tr("Standard output and error are kept in the trace, with a bound."));
    m_capture->addChoice(QStringLiteral("off"), tr("not captured"), tr("They go where the host's go, as in CPython."));
    add(QStringLiteral("capture_output"), m_capture, m_capture,
        tr("Whether what tasks write to standard output and error is taken in, with a bound, and shown beside the task. "
           "Otherwise it goes where the host's goes, as in CPython."));

    for (CountField* field : {m_budgetDeaths, m_retries, m_seed})
        connect(field, &CountField::textChanged, this, &LimitsForm::changed);
    connect(m_jitter, &QLineEdit::textChanged, this, &LimitsForm::changed);
    connect(m_budgetTime, &MeasureField::changed, this, &LimitsForm::changed);
    connect(m_capture, &QComboBox::currentIndexChanged, this, &LimitsForm::changed);
    connect(m_onLost, &QComboBox::currentIndexChanged, this, [this] {
        followRetry();
        emit changed();
    });
    followRetry();
}

void LimitsForm::followRetry() {
    const bool isRetry = m_onLost->currentKey() == QLatin1String("retry");
    m_retries->setVisible(isRetry);
    if (isRetry && m_retries->text().isEmpty() && !m_isShowing) m_retries->setText(QStringLiteral("1"));
}

void LimitsForm::writeTo(PoolSpec& spec) const {
    if (m_maxtasks) spec.maxtasksperchild = CountField::numberIn(m_maxtasks->text());
    spec.maxitemsperchild = CountField::numberIn(m_maxitems->text());
    const std::optional<double> bytes = m_memory->amount();
    spec.max_memory_per_child = bytes && std::abs(*bytes) < 9e18 ? std::optional(std::llround(*bytes)) : std::nullopt;
    spec.max_age_per_child = m_age->amount();
    spec.task_timeout = m_taskTimeout->amount();
    spec.initializer_timeout = m_initializerTimeout->amount();
    if (m_scope == Scope::NewWorkers) return;
    spec.recycling_jitter = shareIn(m_jitter->text());
    spec.restart_deaths = CountField::numberIn(m_budgetDeaths->text());
    spec.restart_seconds = m_budgetTime->amount();
    if (!spec.restart_deaths || !spec.restart_seconds) spec.restart_deaths.reset(), spec.restart_seconds.reset();
    spec.worker_lost_retries.reset();
    if (m_onLost->currentKey() == QLatin1String("fail")) spec.worker_lost_retries = 0;
    if (m_onLost->currentKey() == QLatin1String("retry")) spec.worker_lost_retries = CountField::numberIn(m_retries->text());
    spec.seed = CountField::numberIn(m_seed->text());
    spec.capture_output.reset();
    if (!m_capture->currentKey().isEmpty()) spec.capture_output = m_capture->currentKey() == QLatin1String("on");
}

void LimitsForm::show(const PoolSpec& spec) {
    m_isShowing = true;
    if (m_maxtasks) m_maxtasks->setText(countText(spec.maxtasksperchild));
    m_maxitems->setText(countText(spec.maxitemsperchild));
    m_memory->setAmount(spec.max_memory_per_child ? std::optional(static_cast<double>(*spec.max_memory_per_child)) : std::nullopt);
    m_age->setAmount(spec.max_age_per_child);
    m_taskTimeout->setAmount(spec.task_timeout);
    m_initializerTimeout->setAmount(spec.initializer_timeout);
    if (m_scope == Scope::Pool) {
        if (shareIn(m_jitter->text()) != spec.recycling_jitter)
            m_jitter->setText(spec.recycling_jitter ? QLocale::c().toString(*spec.recycling_jitter, 'g', QLocale::FloatingPointShortest)
                                                    : QString());
        m_budgetDeaths->setText(countText(spec.restart_deaths));
        m_budgetTime->setAmount(spec.restart_seconds);
        const std::int64_t retries = spec.worker_lost_retries.value_or(0);
        m_onLost->setCurrentKey(!spec.worker_lost_retries ? QString()
                                : retries == 0            ? QStringLiteral("fail")
                                                          : QStringLiteral("retry"));
        m_retries->setText(retries != 0 ? QString::number(retries) : QString());
        m_seed->setText(countText(spec.seed));
        m_capture->setCurrentKey(!spec.capture_output   ? QString()
                                 : *spec.capture_output ? QStringLiteral("on")
                                                        : QStringLiteral("off"));
    }
    m_isShowing = false;
}

QString LimitsForm::problemOf(const QString& place) const {
    const auto isNoCount = [](const CountField* field) {
        return !field->text().trimmed().isEmpty() && !CountField::numberIn(field->text());
    };
    const auto isNoAmount = [](const MeasureField* field) { return !field->isEmpty() && !field->amount(); };
    const auto isPlace = [&place](const char* name) { return place == QLatin1String(name); };
    if (isPlace("maxtasksperchild") && isNoCount(m_maxtasks)) return QStringLiteral("maxtasksperchild must be a positive int or None");
    if (isPlace("maxitemsperchild") && isNoCount(m_maxitems)) return QStringLiteral("maxitemsperchild must be a positive int or None");
    if ((isPlace("max_memory_per_child") && isNoAmount(m_memory)) || (isPlace("max_age_per_child") && isNoAmount(m_age)) ||
        (isPlace("task_timeout") && isNoAmount(m_taskTimeout)) ||
        (isPlace("initializer_timeout") && isNoAmount(m_initializerTimeout)))
        return tr("%1 must be a number, such as 1.5").arg(place);
    if (m_scope == Scope::NewWorkers) return {};
    if (isPlace("recycling_jitter") && !m_jitter->text().trimmed().isEmpty() && !shareIn(m_jitter->text()))
        return tr("recycling_jitter must be a number from 0 to below 1");
    if (isPlace("restart_budget")) {
        if (isNoCount(m_budgetDeaths)) return tr("restart_budget: deaths must be a whole number");
        if (isNoAmount(m_budgetTime)) return tr("restart_budget: the time must be a number, such as 1.5");
        if (m_budgetDeaths->text().trimmed().isEmpty() != m_budgetTime->isEmpty())
            return tr("restart_budget needs both: how many deaths, and in what time");
    }
    if (isPlace("on_worker_lost") && m_onLost->currentKey() == QLatin1String("retry") &&
        !CountField::numberIn(m_retries->text()))
        return tr("on_worker_lost: how many times to try again must be a whole number");
    if (isPlace("seed") && isNoCount(m_seed)) return tr("seed must be a whole number");
    return {};
}

bool LimitsForm::showProblems(std::vector<ScenarioProblem>& problems) {
    bool isGood = true;
    for (const Row& row : m_rows) {
        QStringList messages{problemOf(row.place)};
        std::erase_if(problems, [&](const ScenarioProblem& problem) {
            const QString place = QString::fromStdString(problem.place);
            if (place != row.place && !place.startsWith(row.place + u'/')) return false;
            messages << QString::fromStdString(problem.message);
            return true;
        });
        messages.removeAll(QString());
        messages.removeDuplicates();
        row.problem->setProblem(messages.join(u'\n'));
        isGood = isGood && messages.isEmpty();
    }
    return isGood;
}

int LimitsForm::setCount() const {
    int count = 0;
    const auto note = [&count](bool isSet) { count += isSet ? 1 : 0; };
    if (m_maxtasks) note(!m_maxtasks->text().isEmpty());
    note(!m_maxitems->text().isEmpty());
    for (const MeasureField* field : {m_memory, m_age, m_taskTimeout, m_initializerTimeout}) note(!field->isEmpty());
    if (m_scope == Scope::NewWorkers) return count;
    note(!m_jitter->text().isEmpty());
    note(!m_budgetDeaths->text().isEmpty() || !m_budgetTime->isEmpty());
    note(!m_onLost->currentKey().isEmpty());
    note(!m_seed->text().isEmpty());
    note(!m_capture->currentKey().isEmpty());
    return count;
}

WorkerLimits limitsOf(const PoolSpec& spec) {
    const auto count = [](const std::optional<std::int64_t>& value) {
        return value ? std::optional(static_cast<std::uint64_t>(std::max<std::int64_t>(0, *value))) : std::nullopt;
    };
    const auto time = [](const std::optional<double>& seconds) {
        constexpr double kMostSeconds = 9e9;
        return seconds ? std::optional(std::chrono::nanoseconds(std::llround(std::clamp(*seconds, 0.0, kMostSeconds) * 1e9)))
                       : std::nullopt;
    };
    return {count(spec.maxtasksperchild), count(spec.maxitemsperchild), count(spec.max_memory_per_child),
            time(spec.max_age_per_child), time(spec.task_timeout), time(spec.initializer_timeout)};
}

PoolSpec specOf(const WorkerLimits& limits) {
    const auto count = [](const std::optional<std::uint64_t>& value) {
        return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
    };
    const auto seconds = [](const std::optional<std::chrono::nanoseconds>& time) {
        return time ? std::optional(static_cast<double>(time->count()) / 1e9) : std::nullopt;
    };
    PoolSpec spec;
    spec.maxtasksperchild = count(limits.maxtasksperchild);
    spec.maxitemsperchild = count(limits.maxitemsperchild);
    spec.max_memory_per_child = count(limits.max_memory_per_child);
    spec.max_age_per_child = seconds(limits.max_age_per_child);
    spec.task_timeout = seconds(limits.task_timeout);
    spec.initializer_timeout = seconds(limits.initializer_timeout);
    return spec;
}

}  // namespace poolscope::ui
