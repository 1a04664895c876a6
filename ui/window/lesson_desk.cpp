// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/lesson_desk.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTimer>
#include <QUrl>

#include <nlohmann/json.hpp>

#include <poolscope/host_client.h>
#include <poolscope/scenario.h>

#include "lessons/lesson_gallery.h"
#include "lessons/lesson_guide.h"
#include "lessons/lesson_shelf.h"
#include "session/session.h"
#include "window/main_window.h"
#include "window/pool_actions.h"
#include "window/pool_guard.h"
#include "window/presentation.h"

namespace poolscope::ui {

LessonDesk::LessonDesk(MainWindow& window, Session& session, PoolGuard& guard, QTabWidget& tabs, const Places& places)
    : QObject(&window), m_window(window), m_session(session), m_guard(guard), m_tabs(tabs), m_places(places), m_model(places), m_gallery(new LessonGallery(m_model, &tabs)),
      m_guide(new LessonGuide(m_course)), m_dock(new QDockWidget(tr("Guide"), &window)) {
    tabs.addTab(m_gallery, tr("Demos"));
    m_dock->setObjectName(QStringLiteral("guide"));
    m_dock->setFeatures(QDockWidget::DockWidgetClosable);  // see the setup dock: none floats
    m_dock->setAllowedAreas(Qt::RightDockWidgetArea);
    m_dock->setTitleBarWidget(new QWidget(m_dock));
    m_dock->setWidget(m_guide);
    m_dock->setProperty(kForTheClass, true);
    window.addDockWidget(Qt::RightDockWidgetArea, m_dock);
    window.resizeDocks({m_dock}, {350}, Qt::Horizontal);
    m_dock->hide();
    m_model.reload();

    connect(m_gallery, &LessonGallery::lessonWanted, this, &LessonDesk::open);
    connect(m_gallery, &LessonGallery::problemWanted, this, &LessonDesk::tellProblem);
    connect(m_guide, &LessonGuide::closeWanted, this, &LessonDesk::closeGuide);
    connect(m_guide, &LessonGuide::nextLessonWanted, this, &LessonDesk::openNext);
    connect(m_guide, &LessonGuide::runWanted, this, [this](std::size_t variant) {
        m_runsAll = false;
        run(variant);
    });
    connect(m_guide, &LessonGuide::runAllWanted, this, [this] {
        m_runsAll = true;
        runNext();
    });
    connect(&session, &Session::changed, this, [this] { m_course.follow(m_session.state(), m_session.tracePath()); });
    // Another run is shown, or the user has stopped this one: what it did is no answer to the question.
    connect(&session, &Session::originChanged, this, [this] {
        if (m_course.isAnotherRun(m_session.tracePath())) giveUp();
        if (m_session.hasHost()) return;
        // Nobody writes any more: what has not ended by now never will.
        m_course.follow(m_session.state(), m_session.tracePath());
        giveUpRun();
    });
    connect(&session, &Session::replied, this, [this](const Reply& reply) {
        if (reply.command == Command::Start && !reply.isGood) giveUpRun();
    });
    for (QAction* const action : {window.poolActions().stop, window.poolActions().terminate})
        connect(action, &QAction::triggered, this, &LessonDesk::giveUp);
    connect(&m_course, &LessonCourse::variantEnded, this, [this] {
        // Not in the middle of the session's tick.
        if (m_runsAll) QTimer::singleShot(0, this, &LessonDesk::runNext);
    });
    connect(&m_course, &LessonCourse::finished, this, [this] {
        m_runsAll = false;
        m_model.setDone(QString::fromStdString(m_course.lesson().path), m_course.score());
    });
}

void LessonDesk::addTo(QMenu& menu) {
    QAction* const gallery = menu.addAction(tr("&Gallery"));
    gallery->setObjectName(QStringLiteral("showGallery"));
    connect(gallery, &QAction::triggered, this, &LessonDesk::showGallery);
    QAction* const guide = m_dock->toggleViewAction();
    guide->setText(tr("G&uide"));
    guide->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G));
    menu.addAction(guide);
    connect(guide, &QAction::triggered, this, [this](bool isShown) {
        if (!isShown) closeGuide();
        else if (!m_course.hasLesson()) openNext();
        else makeRoom();
    });
    menu.addSeparator();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QString path = m_model.at(row).path;
        QAction* const action = menu.addAction(m_model.index(row).data().toString().replace(u'&', QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, path] {
            const ShelvedLesson shelved = readLesson(path);
            if (shelved.lesson) open(path);
            else tellProblem(path, shelved.problem);
        });
    }
    menu.addSeparator();
    QAction* const folder = menu.addAction(tr("&Folder for your own demos"));
    folder->setToolTip(ownDemosFolder());
    connect(folder, &QAction::triggered, this, [this] {
        QDir().mkpath(ownDemosFolder());
        m_model.reload();
        QDesktopServices::openUrl(QUrl::fromLocalFile(ownDemosFolder()));
    });
    QAction* const forget = menu.addAction(tr("Fo&rget my progress"));
    connect(forget, &QAction::triggered, &m_model, &LessonModel::forgetProgress);
}

void LessonDesk::showGallery() {
    m_model.reload();
    m_tabs.setCurrentWidget(m_gallery);
    m_gallery->list().setFocus(Qt::ShortcutFocusReason);
}

void LessonDesk::tellProblem(const QString& path, const QString& problem) {
    emit noticed({Notice::Weight::Error, tr("%1 is no demo that can be used.").arg(QFileInfo(path).fileName()), problem});
}

bool LessonDesk::begin(const QString& path) {
    ShelvedLesson shelved = readLesson(path);
    if (!shelved.lesson) {
        tellProblem(path, shelved.problem);
        return false;
    }
    m_runsAll = false;
    m_course.begin(std::move(*shelved.lesson));
    m_dock->show();
    makeRoom();
    return true;
}

QDockWidget* LessonDesk::setup() const {
    return m_window.findChild<QDockWidget*>(QStringLiteral("setup"));
}

void LessonDesk::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("lessons/hidesSetup"), m_hidesSetup);
}

void LessonDesk::restore(const QSettings& settings) {
    m_hidesSetup = settings.value(QStringLiteral("lessons/hidesSetup"), false).toBool() && setup()->isHidden();
}

void LessonDesk::makeRoom() {
    constexpr int kRoomForBoth = 1400;
    QDockWidget* const setup = this->setup();
    if (setup == nullptr || setup->isHidden() || m_dock->isHidden() || m_window.width() >= kRoomForBoth) return;
    setup->hide();
    m_hidesSetup = true;
}

void LessonDesk::closeGuide() {
    m_dock->hide();
    if (m_hidesSetup) setup()->show();
    m_hidesSetup = false;
}

bool LessonDesk::open(const QString& path) {
    if (!begin(path)) return false;
    emit scenarioWanted(path);
    m_guide->forward().setFocus(Qt::OtherFocusReason);
    return true;
}

void LessonDesk::openNext() {
    // After the one that is open, else the first that is not done.
    int row = m_course.hasLesson() ? m_model.find(QString::fromStdString(m_course.lesson().path)) + 1 : m_model.nextToDo();
    if (row >= m_model.rowCount()) {
        showGallery();
        return;
    }
    if (row >= 0) open(m_model.at(row).path);
}

void LessonDesk::welcome() {
    const auto settings = m_places.openSettings();
    const bool isFirst = !settings->value(QStringLiteral("lessons/welcomed"), false).toBool();
    if (!isFirst && m_dock->isHidden()) return;
    settings->setValue(QStringLiteral("lessons/welcomed"), true);
    const int row = m_model.nextToDo();
    if (row < 0) closeGuide();
    // The very first time F5 runs what the guide speaks of; later the form keeps what was in it.
    else if (begin(m_model.at(row).path) && isFirst) emit scenarioWanted(m_model.at(row).path);
}

bool LessonDesk::runAsVariant(const Scenario& scenario) {
    if (m_dock->isHidden() || !m_course.hasLesson() || m_course.phase() != LessonCourse::Phase::Run || m_course.running()) return false;
    const auto whatRuns = [](const Scenario& each) {
        Json document = to_json(each);
        for (const char* const words : {"title", "description", "lesson"}) document.erase(words);
        return document;
    };
    const Json wanted = whatRuns(scenario);
    const auto& variants = m_course.lesson().variants;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (m_course.hasRun(i) || whatRuns(variants[i].scenario) != wanted) continue;
        m_runsAll = false;
        start(i);  // whoever has pressed F5 has been asked about a pool that ends by it
        return m_course.running() == i;
    }
    return false;
}

void LessonDesk::run(std::size_t variant) {
    if (!m_course.hasLesson() || m_course.running()) return;
    m_guard.pass(tr("Run and end the pool"), [this, variant, runsAll = m_runsAll, path = m_course.lesson().path] {
        // It may have been asked long ago, in another demo.
        if (m_course.running() || m_course.lesson().path != path) return;
        m_runsAll = runsAll;
        start(variant);
    });
}

void LessonDesk::start(std::size_t variant) {
    if (m_session.start(m_course.lesson().variants[variant].scenario, AfterBatches::Close) == 0) {
        m_runsAll = false;
        return;
    }
    m_course.started(variant, m_session.tracePath());
    emit ran();
}

void LessonDesk::giveUp() {
    m_runsAll = false;
    m_course.gaveUp();
}

void LessonDesk::giveUpRun() {
    if (m_course.running()) giveUp();
}

void LessonDesk::runNext() {
    if (const auto next = m_course.nextVariant()) run(*next);
    else m_runsAll = false;
}

}  // namespace poolscope::ui
