// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "format/theme.h"
#include "forms/count_field.h"
#include "forms/pool_form.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"
#include "window/main_window.h"

using namespace poolscope;
using namespace poolscope::ui;

/// Edits of scenarios that are not saved, over crashes and several windows.
class TestKeptEdits : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_first = write(QStringLiteral("first"));
        m_second = write(QStringLiteral("second"));
    }
    void cleanup() { m_folder.reset(); }

    void editsAreWrittenWithoutClosing() {
        const auto window = open();
        edit(*window, m_first, 7);
        QTRY_COMPARE(keptPaths(), QStringList{m_first});
        // What a program that was killed leaves is what the next one finds.
        const auto next = open();
        next->openStartScenario();
        QCOMPARE(processes(*next, m_first), std::optional<std::int64_t>(7));
    }

    void whatIsTakenBackIsForgottenWithoutClosing() {
        const auto window = open();
        edit(*window, m_first, 7);
        QTRY_COMPARE(keptPaths(), QStringList{m_first});
        window->scenarioPanel().revert();
        QTRY_COMPARE(keptPaths(), QStringList());
    }

    void aWindowThatIsClosedLaterLeavesTheEditsOfTheOther() {
        const auto one = open();
        const auto other = open();
        edit(*one, m_first, 7);
        edit(*other, m_second, 5);
        one->close();
        other->close();
        const auto next = open();
        next->openStartScenario();
        QCOMPARE(processes(*next, m_first), std::optional<std::int64_t>(7));
        QCOMPARE(processes(*next, m_second), std::optional<std::int64_t>(5));
    }

    void aWindowThatDidNotTouchWhatItFoundLeavesWhatAnotherMadeOfIt() {
        {
            const auto before = open();
            edit(*before, m_first, 7);
            before->close();
        }
        const auto idle = open();
        idle->openStartScenario();
        const auto busy = open();
        busy->openStartScenario();
        edit(*busy, m_first, 9);
        busy->close();
        idle->close();
        const auto next = open();
        next->openStartScenario();
        QCOMPARE(processes(*next, m_first), std::optional<std::int64_t>(9));
    }

    void aWindowThatWasOpenedForAFileLeavesTheEditsOfOthers() {
        {
            const auto before = open();
            edit(*before, m_first, 7);
            before->close();
        }
        const auto window = open();
        window->openFile(m_second);
        window->close();
        QCOMPARE(keptPaths(), QStringList{m_first});
    }

private:
    [[nodiscard]] std::unique_ptr<MainWindow> open() { return std::make_unique<MainWindow>(places(), m_theme); }
    [[nodiscard]] Places places() const { return Places(m_folder->path()); }
    [[nodiscard]] QString write(const QString& title) const {
        QFile file(m_folder->filePath(title + QStringLiteral(".json")));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(QByteArray("{\"poolscope\": 1, \"title\": \"") + title.toUtf8() + "\", \"pool\": {\"processes\": 2}, \"batches\": []}");
        return file.fileName();
    }
    static void edit(MainWindow& window, const QString& path, int number) {
        window.openFile(path);
        window.form().poolForm().findChildren<CountField*>().constFirst()->setText(QString::number(number));
        QVERIFY(window.isWindowModified());
    }
    static std::optional<std::int64_t> processes(MainWindow& window, const QString& path) {
        return window.scenarioPanel().choose(path) ? window.form().value().pool.processes : std::nullopt;
    }
    [[nodiscard]] QStringList keptPaths() const {
        QStringList paths;
        const auto settings = places().openSettings();
        const int count = settings->beginReadArray(QStringLiteral("editedScenarios"));
        for (int i = 0; i < count; ++i) {
            settings->setArrayIndex(i);
            paths << settings->value(QStringLiteral("path")).toString();
        }
        return paths;
    }

    Theme m_theme{*qApp};
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_first, m_second;
};

QTEST_MAIN(TestKeptEdits)
#include "tst_kept_edits.moc"
