// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/comfort.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>

#include "format/glyph.h"
#include "format/language.h"
#include "format/theme.h"
#include "window/first_layout.h"
#include "window/presentation.h"
#include "window/settings_dialog.h"

namespace poolscope::ui {

namespace {

constexpr int kStep = 10;
const QString kTheme = QStringLiteral("theme");
const QString kTextSize = QStringLiteral("textSize");
const QString kPresentationTextSize = QStringLiteral("presentationTextSize");
const QString kMotion = QStringLiteral("motion");
const QString kLanguage = QStringLiteral("language");

/// A number that somebody may have edited, or a bad disk.
int numberOf(const QSettings& settings, const QString& key, int otherwise) {
    bool isNumber = false;
    const int number = settings.value(key).toInt(&isNumber);
    return isNumber ? number : otherwise;
}

}  // namespace

Comfort::Comfort(const Places& places, Theme& theme, QMainWindow& window)
    : QObject(&window), m_places(places), m_theme(theme), m_window(window),
      m_presentation(new Presentation(window, theme)), m_first(std::make_unique<FirstLayout>(window)) {
    const auto make = [this](const char* name, const QString& text, const QList<QKeySequence>& keys) {
        auto* const action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setShortcuts(keys);
        m_window.addAction(action);
        return action;
    };
    settings = make("settings", tr("Se&ttings…"), {QKeySequence(Qt::Key_F12)});
    // The timeline's own + and - zoom in time: with Ctrl they are about the text, as in browsers.
    larger = make("largerText", tr("&Larger text"),
                  {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    smaller = make("smallerText", tr("S&maller text"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    normal = make("normalText", tr("&Normal text"), {QKeySequence(Qt::CTRL | Qt::Key_0)});
    present = make("present", tr("&Presentation"), {QKeySequence(Qt::Key_F11)});
    present->setCheckable(true);
    resetLayout = make("resetLayout", tr("&Reset the layout"), {});
    const auto read = places.openSettings();
    m_presentation->setTextSize(numberOf(*read, kPresentationTextSize, m_presentation->textSize()));

    connect(settings, &QAction::triggered, this, &Comfort::showSettings);
    connect(larger, &QAction::triggered, this, [this] { setTextSize(m_theme.textSize() + kStep); });
    connect(smaller, &QAction::triggered, this, [this] { setTextSize(m_theme.textSize() - kStep); });
    connect(normal, &QAction::triggered, this, [this] { setTextSize(100); });
    connect(present, &QAction::triggered, this, [this] {
        m_presentation->isOn() ? m_presentation->leave() : m_presentation->enter();
    });
    connect(m_presentation, &Presentation::changed, this, [this] { present->setChecked(m_presentation->isOn()); });
    connect(resetLayout, &QAction::triggered, this, [this] { m_first->restore(); });
    connect(&m_theme, &Theme::changed, this, &Comfort::remember);
}

Comfort::~Comfort() = default;

SettingsDialog* Comfort::dialog() const {
    return m_dialog;
}

void Comfort::restore(const QSettings& settings, Theme& theme, Language* language) {
    theme.setTextSize(numberOf(settings, kTextSize, 100));
    theme.chooseMotion(motionFromKey(settings.value(kMotion).toString()));
    theme.choose(themeFromKey(settings.value(kTheme).toString()));
    if (language) language->choose(languageFromKey(settings.value(kLanguage).toString()));
}

void Comfort::setLanguage(Language& language) {
    m_language = &language;
    connect(m_language, &Language::changed, this, &Comfort::remember);
}

void Comfort::setTextSize(int percent) {
    // While presenting it is the presentation's size that is changed, and remembered as such.
    if (m_presentation->isOn()) {
        m_presentation->setTextSize(percent);
        remember();
    } else {
        m_theme.setTextSize(percent);
    }
}

void Comfort::addTo(QMenu& view) {
    QMenu* const themes = view.addMenu(tr("&Theme"));
    auto* const group = new QActionGroup(this);
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the &system")},
                                                       {ThemeChoice::Light, tr("&Light")},
                                                       {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, text] : choices) {
        QAction* const action = themes->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        group->addAction(action);
    }
    const auto follow = [this, group] {
        const auto actions = group->actions();
        for (QAction* const action : actions) action->setChecked(action->data().toInt() == static_cast<int>(m_theme.choice()));
    };
    follow();
    connect(&m_theme, &Theme::changed, group, follow);
    connect(group, &QActionGroup::triggered, this,
            [this](QAction* action) { m_theme.choose(static_cast<ThemeChoice>(action->data().toInt())); });
    QMenu* const text = view.addMenu(tr("Text si&ze"));
    text->addActions({larger, smaller, normal});
    view.addActions({present, resetLayout});
    view.addSeparator();
    view.addAction(settings);
}

void Comfort::remember() {
    const auto write = m_places.openSettings();
    write->setValue(kTheme, themeKey(m_theme.choice()));
    if (!m_presentation->isOn()) write->setValue(kTextSize, m_theme.textSize());
    write->setValue(kPresentationTextSize, m_presentation->textSize());
    write->setValue(kMotion, motionKey(m_theme.motion()));
    if (m_language) write->setValue(kLanguage, languageKey(m_language->choice()));
}

void Comfort::showSettings() {
    if (!m_dialog) {
        m_dialog = new SettingsDialog(m_theme, m_language, *m_presentation, m_places.settingsFile(), &m_window);
        connect(m_dialog, &SettingsDialog::changed, this, &Comfort::remember);
        connect(m_dialog, &SettingsDialog::storageWanted, this, &Comfort::storageWanted);
        connect(m_dialog, &SettingsDialog::layoutResetWanted, resetLayout, &QAction::trigger);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

}  // namespace poolscope::ui
