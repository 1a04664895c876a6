// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/picture_taker.h"

#include <cstdio>
#include <utility>

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include "session/session.h"
#include "study/sweep_page.h"
#include "window/main_window.h"

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kSettle = 400ms;  // for the last change to be painted
constexpr auto kPatience = 60s;
}  // namespace

PictureTaker::PictureTaker(MainWindow& window, const QString& path, std::optional<std::chrono::milliseconds> after)
    : m_window(window), m_path(path), m_after(after) {
    connect(&window.session(), &Session::changed, this, &PictureTaker::look);
    connect(&window.session(), &Session::timePassed, this, &PictureTaker::look);
    connect(&window.session(), &Session::originChanged, this, &PictureTaker::look);
    QTimer::singleShot(kPatience, this, [] {
        std::fputs("poolscope: the run did not come to its end in time for a picture\n", stderr);
        QApplication::exit(1);
    });
    // Without a run, the window as it is; a sweep that goes on has its end, or its moment.
    QTimer::singleShot(kSettle, this, [this] {
        if (m_window.session().origin() != Session::Origin::Nothing) return;
        SweepRunner& sweep = m_window.sweepPage().runner();
        if (!sweep.isRunning()) return take();
        connect(&sweep, &SweepRunner::ended, this, [this] { QTimer::singleShot(kSettle, this, &PictureTaker::take); });
        if (m_after) QTimer::singleShot(*m_after, this, &PictureTaker::take);
    });
}

void PictureTaker::look() {
    const Session& session = m_window.session();
    const PoolSummary& summary = session.state().summary();
    if (m_isTaken || session.origin() == Session::Origin::Nothing || session.isReading()) return;
    if (m_after) {
        if (std::chrono::nanoseconds(session.now() - summary.origin) < *m_after && !summary.ended) return;
        m_isTaken = true;
        take();
        return;
    }
    const bool isOver = session.origin() == Session::Origin::File || (summary.ended && !session.hasHost());
    if (!isOver) return;
    m_isTaken = true;
    QTimer::singleShot(kSettle, this, &PictureTaker::take);
}

void PictureTaker::take() {
    if (std::exchange(m_isOver, true)) return;
    m_isTaken = true;
    if (m_window.grab().save(m_path)) {
        QApplication::exit(0);
        return;
    }
    std::fprintf(stderr, "poolscope: %s could not be written\n", m_path.toLocal8Bit().constData());
    QApplication::exit(1);
}

}  // namespace poolscope::ui
