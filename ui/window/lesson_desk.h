// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "lessons/lesson_course.h"
#include "lessons/lesson_model.h"
#include "session/reply.h"

class QDockWidget;
class QMenu;
class QSettings;
class QTabWidget;

namespace poolscope::ui {

class LessonGallery;
class LessonGuide;
class MainWindow;
class PoolGuard;
class Session;

/// Teaching in the window: the gallery's page, the guide's dock, the Demos menu, and the runs that the guide asks for.
class LessonDesk : public QObject {
    Q_OBJECT

public:
    /// Adds the page and the dock; all are borrowed.
    LessonDesk(MainWindow& window, Session& session, PoolGuard& guard, QTabWidget& tabs, const Places& places);

    void addTo(QMenu& menu);
    /// The page of the gallery goes in front.
    void showGallery();
    /// Opens the guide with this demo, from its beginning. False, after a notice, when the file has none that can be used.
    bool open(const QString& path);
    /// At the first start of all a demo is ready: the guide shows the first one, and the form has its scenario. Later the guide is there as it was left, with the
    /// first that is not done.
    void welcome();
    /// Whether the guide took the place of the scenario's form. After the window's docks are where they were.
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    /// Three columns need a wide window: in a narrower one the guide, when it is open, takes the place of the scenario's form.
    void makeRoom();
    /// Runs a scenario as that variant of the open demo that it is, when the guide waits for one to be run. False, and nothing
    /// happens, when it is none, or none is waited for.
    bool runAsVariant(const Scenario& scenario);

    [[nodiscard]] LessonCourse& course() { return m_course; }
    [[nodiscard]] LessonModel& model() { return m_model; }
    [[nodiscard]] LessonGallery& gallery() { return *m_gallery; }
    [[nodiscard]] LessonGuide& guide() { return *m_guide; }
    [[nodiscard]] QDockWidget& dock() { return *m_dock; }

signals:
    void noticed(const poolscope::ui::Notice& notice);
    /// A demo was chosen: its scenario can be put into the form, to be changed.
    void scenarioWanted(const QString& path);
    /// A run was started: the live page goes in front.
    void ran();

private:
    bool begin(const QString& path);
    void run(std::size_t variant);
    void start(std::size_t variant);
    void runNext();
    void giveUp();
    /// The same, when there is one: the rest of all that were asked for goes on after a run that has ended.
    void giveUpRun();
    void closeGuide();
    [[nodiscard]] QDockWidget* setup() const;
    void tellProblem(const QString& path, const QString& problem);
    void openNext();

    MainWindow& m_window;
    Session& m_session;
    PoolGuard& m_guard;
    QTabWidget& m_tabs;
    Places m_places;
    LessonModel m_model;
    LessonCourse m_course;
    LessonGallery* m_gallery;
    LessonGuide* m_guide;
    QDockWidget* m_dock;
    bool m_runsAll = false;
    bool m_hidesSetup = false;  ///< the setup dock went to make room
};

}  // namespace poolscope::ui
