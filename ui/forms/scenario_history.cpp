// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/scenario_history.h"

#include <utility>

#include <QApplication>
#include <QUndoStack>

#include <nlohmann/json.hpp>

#include "forms/batch_list_editor.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"

namespace poolscope::ui {

namespace {

/// Where two scenarios differ first: "/batches/1/chunksize"; empty: nowhere.
QString differenceOf(const Scenario& before, const Scenario& after) {
    const Json difference = Json::diff(to_json(before), to_json(after));
    return difference.empty() ? QString() : QString::fromStdString(difference[0]["path"].get<std::string>());
}

/// The batch that a difference is in; -1: none.
int batchOf(const QString& place) {
    const QStringList parts = place.split(u'/');
    bool isNumber = false;
    const int row = parts.size() > 2 && parts[1] == u"batches" ? parts[2].toInt(&isNumber) : -1;
    return isNumber ? row : -1;
}

}  // namespace

QString editName(const Scenario& before, const Scenario& after) {
    const auto say = [](const char* text) { return ScenarioHistory::tr(text); };
    if (after.batches.size() > before.batches.size()) return say("add a batch");
    if (after.batches.size() < before.batches.size()) return say("remove a batch");
    const QString place = differenceOf(before, after);
    const QStringList parts = place.split(u'/');
    if (parts.size() < 2) return say("edit");
    if (parts[1] == u"faults") return say("faults");
    const QString key = parts.size() > 2 ? parts[2] : parts[1];
    if (parts[1] == u"pool") return key;
    if (batchOf(place) < 0) return parts[1];
    return parts.size() > 3 ? say("%1 of batch %2").arg(parts[3]).arg(batchOf(place) + 1) : say("batch %1").arg(batchOf(place) + 1);
}

/// One step: from one scenario to another.
class ScenarioHistory::Edit : public QUndoCommand {
public:
    Edit(ScenarioHistory& history, const Scenario& before, const Scenario& after, int visit)
        : m_history(history), m_before(before), m_after(after), m_place(differenceOf(before, after)), m_visit(visit) {
        setText(editName(before, after));
    }
    void undo() override { m_history.show(m_before, batchOf(m_place)); }
    void redo() override {
        // When it is pushed, the form shows it already.
        if (m_isDone) m_history.show(m_after, batchOf(m_place));
        m_isDone = true;
    }
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* const next = static_cast<const Edit*>(other);
        const bool isSameField = next->m_visit == m_visit && next->m_place == m_place && !m_place.isEmpty() &&
                                 m_before.batches.size() == next->m_after.batches.size() &&
                                 m_after.batches.size() == m_before.batches.size();
        if (!isSameField) return false;
        m_after = next->m_after;
        setObsolete(differenceOf(m_before, m_after).isEmpty());
        return true;
    }

private:
    ScenarioHistory& m_history;
    Scenario m_before, m_after;
    QString m_place;
    int m_visit;
    bool m_isDone = false;
};

/// One step: from another scenario to this one. It is gone once it is taken back, as the other has steps of its own.
class ScenarioHistory::Return : public QUndoCommand {
public:
    Return(ScenarioHistory& history, const QString& path) : m_history(history), m_path(path) { setText(ScenarioHistory::tr("open a scenario")); }
    void undo() override {
        setObsolete(true);
        emit m_history.returnWanted(m_path);
    }
    void redo() override {}  // when it is pushed, it is done already

private:
    ScenarioHistory& m_history;
    QString m_path;
};

ScenarioHistory::ScenarioHistory(ScenarioForm& form, const ScenarioPanel& panel, QObject* parent)
    : QObject(parent), m_form(form), m_panel(panel), m_last(form.value()) {
    connect(&form, &ScenarioForm::valueChanged, this, &ScenarioHistory::look);
    connect(qApp, &QApplication::focusChanged, this, [this] { ++m_visit; });
    look();
}

void ScenarioHistory::addReturn(const QString& path) {
    look();  // the steps are those of what is shown now
    m_steps.activeStack()->push(new Return(*this, path));
}

void ScenarioHistory::look() {
    if (m_isShowing) return;
    const QString path = m_panel.currentPath();
    if (path != m_path || !m_steps.activeStack()) {
        QUndoStack*& stack = m_stacks[path.toStdString()];
        if (!stack) stack = new QUndoStack(&m_steps);
        m_steps.setActiveStack(stack);
        m_path = path;
        m_last = m_form.value();
        return;
    }
    // A text that is no value yet is no step.
    if (!m_form.isValid()) return;
    const Scenario now = m_form.value();
    if (differenceOf(m_last, now).isEmpty()) return;
    const Scenario before = std::exchange(m_last, now);
    m_steps.activeStack()->push(new Edit(*this, before, now, m_visit));
}

void ScenarioHistory::show(const Scenario& scenario, int row) {
    const int current = m_form.batchList().currentRow();
    m_isShowing = true;
    m_form.setValue(scenario, m_panel.original());
    m_isShowing = false;
    m_last = scenario;
    ++m_visit;
    // The batch that changed is brought into sight; else the one that was there stays.
    const int wanted = row >= 0 ? row : current;
    if (wanted >= 0 && wanted < static_cast<int>(scenario.batches.size())) m_form.batchList().setCurrentRow(wanted);
}

}  // namespace poolscope::ui
