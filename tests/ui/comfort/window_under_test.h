// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "format/theme.h"
#include "window/main_window.h"

/// A window with settings of its own, shown and active.
class WindowUnderTest {
public:
    WindowUnderTest() : m_theme(std::make_unique<poolscope::ui::Theme>(*qApp)) {
        m_theme->choose(poolscope::ui::ThemeChoice::Light);
    }

    /// Anew, with the same settings: what a next start shows.
    void open(const QSize& size = QSize(1280, 800)) {
        m_window.reset();
        m_window = std::make_unique<poolscope::ui::MainWindow>(places(), *m_theme);
        m_window->resize(size);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void close() { m_window.reset(); }

    [[nodiscard]] poolscope::ui::Places places() const { return poolscope::ui::Places(m_folder.path()); }
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& content) const {
        QFile out(file(name));
        return out.open(QIODevice::WriteOnly) && out.write(content) == content.size() ? out.fileName() : QString();
    }
    [[nodiscard]] poolscope::ui::Theme& theme() { return *m_theme; }
    [[nodiscard]] poolscope::ui::MainWindow& operator*() { return *m_window; }
    [[nodiscard]] poolscope::ui::MainWindow* operator->() { return m_window.get(); }
    [[nodiscard]] poolscope::ui::MainWindow* get() { return m_window.get(); }

    /// Runs the scenario of the form to its end.
    void runToTheEnd() {
        constexpr int kPatienceMs = 60'000;
        m_window->run();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<poolscope::ui::Theme> m_theme;
    std::unique_ptr<poolscope::ui::MainWindow> m_window;
};
