// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/kept_edits.h"

#include <algorithm>
#include <vector>

#include <QSettings>

#include <nlohmann/json.hpp>

#include <poolscope/scenario.h>
#include <poolscope/scenario_draft.h>

#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;

/// Somebody who types writes the file once a moment, not once a letter.
constexpr auto kSoon = 500ms;
/// Scenarios whose edits are kept, the latest ones.
constexpr std::size_t kMostEdited = 50;

const QString kArray = QStringLiteral("editedScenarios");
const QString kPath = QStringLiteral("path");
const QString kScenario = QStringLiteral("scenario");

/// The edits that lie in the settings, the latest last.
std::vector<std::pair<QString, QByteArray>> readEdits(QSettings& settings) {
    std::vector<std::pair<QString, QByteArray>> edits;
    const int count = settings.beginReadArray(kArray);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        edits.emplace_back(settings.value(kPath).toString(), settings.value(kScenario).toByteArray());
    }
    settings.endArray();
    return edits;
}

QByteArray written(const Scenario& scenario) {
    return QByteArray::fromStdString(to_json(scenario).dump());
}

}  // namespace

KeptEdits::KeptEdits(const Places& places, const ScenarioForm& form, ScenarioPanel& panel, QObject* parent)
    : QObject(parent), m_places(places), m_panel(panel) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    const auto saveSoon = [this] {
        if (!m_soon.isActive()) m_soon.start();
    };
    connect(&m_soon, &QTimer::timeout, this, &KeptEdits::save);
    connect(&form, &ScenarioForm::valueChanged, this, saveSoon);
    connect(&panel, &ScenarioPanel::modifiedChanged, this, saveSoon);
    connect(&panel, &ScenarioPanel::scenarioChosen, this, saveSoon);
}

KeptEdits::Edits KeptEdits::editsOfPanel() const {
    Edits edits;
    for (const ScenarioPanel::Edited& edited : m_panel.edits()) edits[edited.path] = written(edited.scenario);
    return edits;
}

void KeptEdits::restore() {
    const auto settings = m_places.openSettings();
    m_known.clear();
    for (const auto& [path, scenario] : readEdits(*settings)) {
        m_known[path] = scenario;
        // Who left in the middle of a word finds it as it was, wrong or not.
        if (auto draft = parse_scenario_draft(scenario.toStdString())) m_panel.restoreEdits({path, std::move(*draft)});
    }
    // What the panel has not taken stays known, so that it goes: it was saved meanwhile.
    for (auto& [path, scenario] : editsOfPanel()) m_known[path] = scenario;
}

void KeptEdits::save() {
    m_soon.stop();
    const Edits now = editsOfPanel();
    const auto isOwn = [&](const QString& path) {
        const auto is = now.find(path);
        const auto was = m_known.find(path);
        return (is == now.end()) != (was == m_known.end()) || (is != now.end() && is->second != was->second);
    };
    const auto settings = m_places.openSettings();
    // What stands there may be of another window, which goes on, or was closed before this one.
    std::vector<std::pair<QString, QByteArray>> edits = readEdits(*settings);
    const auto before = edits;
    std::erase_if(edits, [&](const auto& edit) { return isOwn(edit.first); });
    for (const ScenarioPanel::Edited& edited : m_panel.edits())
        if (isOwn(edited.path)) edits.emplace_back(edited.path, now.at(edited.path));
    m_known = now;
    if (edits.size() > kMostEdited) edits.erase(edits.begin(), edits.end() - kMostEdited);
    if (edits == before) return;
    settings->remove(kArray);
    settings->beginWriteArray(kArray, static_cast<int>(edits.size()));
    for (std::size_t i = 0; i < edits.size(); ++i) {
        settings->setArrayIndex(static_cast<int>(i));
        settings->setValue(kPath, edits[i].first);
        settings->setValue(kScenario, edits[i].second);
    }
    settings->endArray();
}

}  // namespace poolscope::ui
