// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/cost_estimate.h>
#include <poolscope/json.h>
#include <poolscope/run_store.h>

#include "session/session.h"
#include "study/ghost_view.h"
#include "study/whatif_page.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestWhatIfPage : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Places> m_places;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<WhatIfPage> m_page;

    QString program() { return qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"); }
    void open(const QString& trace) {
        m_session->openTrace(trace);
        QTRY_VERIFY(m_page->study().run() != nullptr);
        QTRY_VERIFY(m_page->ghost().prediction().makespan > 0);
    }
    QString madeUpTrace(std::uint32_t workers = 4) {
        const QString path = m_folder.filePath(QStringLiteral("trace-%1").arg(workers));
        if (!QFile::exists(path)) testing::build_run(path.toStdString(), {.tasks = 200, .workers = workers, .task_ns = 10'000'000});
        return path;
    }

private slots:
    void initTestCase() { qputenv("XDG_STATE_HOME", m_folder.filePath(QStringLiteral("state")).toUtf8()); }
    void init() {
        m_places = std::make_unique<Places>(m_folder.path());
        m_session = std::make_unique<Session>(*m_places);
        m_page = std::make_unique<WhatIfPage>(*m_session, program());
        m_page->resize(1000, 600);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup() {
        m_page.reset();
        m_session.reset();
    }

    void withoutARun_nothingCanBeAsked() {
        QVERIFY(!m_page->processes().isEnabled());
        QVERIFY(!m_page->verifyButton().isEnabled());
        QVERIFY(!m_page->ghost().summary().isEmpty());
    }

    void endedRun_isShownAsItWas() {
        open(madeUpTrace());
        QCOMPARE(m_page->processes().value(), 4);
        QCOMPARE(m_page->ghost().prediction().shape.processes, 4u);
        QVERIFY(!m_page->ghost().prediction().spans.empty());
        QVERIFY2(m_page->headline().contains(QStringLiteral("instead of")), qPrintable(m_page->headline()));
        QVERIFY(!m_page->verifyButton().isEnabled());  // this trace holds no scenario
    }

    void figuresOfAnotherMachineOrOfLastMonth_areNotTaken_data() {
        QTest::addColumn<QString>("machine");
        QTest::addColumn<qint64>("age");
        QTest::addColumn<bool>("isTaken");
        const QString here = QString::fromStdString(study::this_machine());
        QTest::newRow("none") << QString() << qint64{0} << false;
        QTest::newRow("this one's") << here << qint64{60} << true;
        QTest::newRow("another's") << QStringLiteral("another") << qint64{60} << false;
        QTest::newRow("of last month") << here << qint64{30 * 24 * 3600} << false;
    }
    void figuresOfAnotherMachineOrOfLastMonth_areNotTaken() {
        QFETCH(QString, machine);
        QFETCH(qint64, age);
        QFETCH(bool, isTaken);
        QFile file(RunStudy::stateFile(QStringLiteral("machine.json")));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        if (!machine.isEmpty()) {
            study::MachineCosts kept{study::usual_costs(), machine.toStdString(), QDateTime::currentSecsSinceEpoch() - age};
            kept.costs.of(StartMethod::Spawn).latency = 0.123;  // the run is one of forkserver: it shows nothing of spawn
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(to_json(kept).dump()));
            file.close();
        }
        open(madeUpTrace());
        file.remove();
        QCOMPARE(m_page->study().run()->costsAreUsual, !isTaken);
        QCOMPARE(m_page->study().run()->costs.of(StartMethod::Spawn).latency == 0.123, isTaken);
        bool isTold = false;
        for (const QLabel* const label : m_page->findChildren<QLabel*>()) isTold = isTold || label->text().contains(QStringLiteral("not measured here"));
        QCOMPARE(isTold, !isTaken);
    }

    void sliderByKeyboard_asksForMoreWorkers() {
        open(madeUpTrace());
        const double before = m_page->ghost().prediction().makespan;
        m_page->processesSlider().setFocus();
        for (int i = 0; i < 4; ++i) QTest::keyClick(&m_page->processesSlider(), Qt::Key_Right);
        QCOMPARE(m_page->processes().value(), 8);
        QTRY_COMPARE(m_page->ghost().prediction().shape.processes, 8u);
        // Its tasks are of the catalogue's function, which computes: more workers than processors gain nothing.
        QVERIFY(m_page->ghost().prediction().makespan <= before * 1.2);
    }

    void chunksAndOrder_areAskedFor() {
        open(madeUpTrace());
        m_page->chunksize().setFocus();
        m_page->chunksize().selectAll();
        QTest::keyClicks(&m_page->chunksize(), QStringLiteral("50"));
        QTest::keyClick(&m_page->chunksize(), Qt::Key_Return);
        QTRY_COMPARE(m_page->ghost().prediction().tasks, 4u);
        m_page->order().setFocus();
        QTest::keyClick(&m_page->order(), Qt::Key_Down);
        QTRY_COMPARE(m_page->ghost().prediction().shape.order, study::ItemOrder::LongestFirst);
        QTest::mouseClick(&m_page->resetButton(), Qt::LeftButton);
        QTRY_COMPARE(m_page->ghost().prediction().tasks, 200u);
        QCOMPARE(m_page->shape().order, study::ItemOrder::AsGiven);
    }

    void export_hasWhatIsShown() {
        QVERIFY(!m_page->exportButton().isEnabled());
        open(madeUpTrace());
        m_page->processes().setValue(8);
        QTRY_COMPARE(m_page->ghost().prediction().shape.processes, 8u);
        QTRY_VERIFY(m_page->exportButton().isEnabled());
        QSignalSpy noticed(m_page.get(), &WhatIfPage::noticed);
        const auto written = [this](const char* name) {
            const QString path = m_folder.filePath(QLatin1String(name));
            m_page->exportTo(path);
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray page = written("what-if.html");
        QVERIFY2(page.startsWith("<!DOCTYPE html>") && page.contains(m_page->headline().toHtmlEscaped().toUtf8()), page.left(300));
        QVERIFY(page.contains("data:image/png;base64,"));
        const QByteArray csv = written("what-if.csv");
        QVERIFY2(csv.startsWith("which,processes,") && csv.contains("\r\nmeasured,4,") && csv.contains("\r\nwhat_if,8,"), csv);
        // The same that the command line prints, of the same run.
        const QByteArray exported = written("what-if.json");
        QProcess program;
        program.start(this->program(), {QStringLiteral("whatif"), madeUpTrace(), QStringLiteral("--processes"), QStringLiteral("8"), QStringLiteral("--json")});
        QVERIFY(program.waitForFinished(60'000));
        const Json document = Json::parse(exported.toStdString()), printed = Json::parse(program.readAllStandardOutput().toStdString());
        QVERIFY(document["what_if"]["shape"] == printed["what_if"]["shape"] && document["recorded"]["seconds"] == printed["recorded"]["seconds"]);
        for (const auto& [key, value] : printed.items()) QVERIFY2(document.contains(key), key.c_str());
        QCOMPARE(noticed.count(), 3);
        m_page->exportTo(QStringLiteral("/nowhere/what-if.html"));
        QVERIFY(noticed.last()[0].value<Notice>().weight == Notice::Weight::Error);
    }

    void onlyTheLatestAnswer_isTold() {
        open(madeUpTrace());
        QSignalSpy answers(&m_page->study(), &RunStudy::answered);
        quint64 last = 0;
        for (std::uint32_t processes = 1; processes <= 20; ++processes) last = m_page->study().ask({.processes = processes});
        QTRY_VERIFY(!answers.isEmpty());
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.first().first().value<WhatIfAnswer>().question, last);
        QCOMPARE(answers.first().first().value<WhatIfAnswer>().predicted.shape.processes, 20u);
    }

    void ghost_standsInTheRealLanes() {
        open(madeUpTrace());
        GhostView& ghost = m_page->ghost();
        const auto& recorded = m_page->study().run()->recordedSpans;
        QCOMPARE(ghost.arrangement(), GhostView::Arrangement::Together);
        QVERIFY(ghost.lane(GhostView::Half::Recorded, 1).bottom() <= ghost.lane(GhostView::Half::Ghost, 1).top() + 0.01);
        QVERIFY(ghost.lane(GhostView::Half::Ghost, 1).bottom() < ghost.lane(GhostView::Half::Recorded, 2).top() + 0.01);
        // A task of the recorded run is where it ran, in full colour; what would have been below it is paler.
        const auto longest = [](const std::vector<study::GhostSpan>& spans, std::uint32_t slot) {
            study::GhostSpan best;
            for (const study::GhostSpan& span : spans)
                if (span.slot == slot && span.activity == WorkerActivity::Running && span.end - span.begin > best.end - best.begin) best = span;
            return best;
        };
        const QImage image = ghost.grab().toImage();
        const auto colorIn = [&](GhostView::Half half, const study::GhostSpan& span) {
            return image.pixelColor((QPointF(ghost.pixelOf((span.begin + span.end) / 2), ghost.lane(half, 1).center().y()) * image.devicePixelRatio()).toPoint());
        };
        const QColor real = colorIn(GhostView::Half::Recorded, longest(recorded, 1));
        const QColor pale = colorIn(GhostView::Half::Ghost, longest(ghost.prediction().spans, 1));
        QCOMPARE(real, QColor(QStringLiteral("#002FA7")));
        QVERIFY2(pale != real && pale.blue() > pale.red() && pale.lightness() > real.lightness(), qPrintable(pale.name()));
    }

    void errorOfThePrediction_isDrawnWhereTheEndMayBe() {
        open(madeUpTrace());
        const GhostView& ghost = m_page->ghost();
        const study::Interval around = m_page->study().run()->error.around(ghost.prediction().makespan);
        const QRectF band = ghost.errorBand();
        QCOMPARE(band.left(), ghost.pixelOf(around.low));
        QVERIFY(band.right() >= ghost.pixelOf(around.high) - 0.01 && band.right() < ghost.width());
        QCOMPARE(band.top(), ghost.lane(GhostView::Half::Ghost, 0).top());
        QCOMPARE(band.bottom(), ghost.lane(GhostView::Half::Ghost, 3).bottom());
    }

    void sixtyFourWorkers_shareTheirLanes() {
        open(madeUpTrace());
        m_page->processes().setValue(64);
        QTRY_COMPARE(m_page->ghost().prediction().shape.processes, 64u);
        QCOMPARE(m_page->ghost().arrangement(), GhostView::Arrangement::Together);
        QVERIFY(m_page->ghost().lane(GhostView::Half::Ghost, 63).height() >= 1.5);
        // Nobody is behind another one.
        for (std::uint32_t slot = 1; slot < 64; ++slot)
            QVERIFY(m_page->ghost().lane(GhostView::Half::Recorded, slot).top() >= m_page->ghost().lane(GhostView::Half::Ghost, slot - 1).bottom() - 0.01);
    }

    void picture_takesNoMoreThanItsPixels() {
        const QString path = m_folder.filePath(QStringLiteral("many"));
        testing::build_run(path.toStdString(), {.tasks = 6000, .workers = 8, .task_ns = 100'000});
        open(path);
        for (const int workers : {8, 5000}) {
            m_page->processes().setValue(workers);
            QTRY_COMPARE_WITH_TIMEOUT(m_page->ghost().prediction().shape.processes, static_cast<std::uint32_t>(workers), 30'000);
            QVERIFY(!m_page->ghost().grab().isNull());
            const auto pixels = static_cast<std::size_t>(m_page->ghost().width()) * static_cast<std::size_t>(m_page->ghost().height());
            QVERIFY2(m_page->ghost().boxesPainted() > 8 && m_page->ghost().boxesPainted() < std::min<std::size_t>(pixels, 12'000),
                     qPrintable(QString::number(m_page->ghost().boxesPainted())));
        }
    }

    void thousandsOfWorkers_areDrawn() {
        open(madeUpTrace());
        m_page->processes().setValue(5000);
        QTRY_COMPARE(m_page->ghost().prediction().shape.processes, 5000u);
        QCOMPARE(m_page->ghost().arrangement(), GhostView::Arrangement::Apart);
        QVERIFY(m_page->ghost().lane(GhostView::Half::Recorded, 3).height() > 5);  // what was stays readable
        QVERIFY(!m_page->grab().isNull());
    }

    void anotherTrace_isAnotherRun() {
        open(madeUpTrace());
        m_session->openTrace(madeUpTrace(2));
        QTRY_VERIFY(m_page->study().run() && m_page->study().run()->work.recorded.processes == 2);
        QTRY_COMPARE(m_page->ghost().prediction().shape.processes, 2u);
    }

    void verify_runsItForReal() {
        const QString trace = m_folder.filePath(QStringLiteral("real"));
        QProcess run;
        run.start(program(), {QStringLiteral("run"), QStringLiteral("-"), QStringLiteral("--trace"), trace});
        QVERIFY(run.waitForStarted());
        run.write(R"({"poolscope": 1, "title": "naps", "pool": {"processes": 2}, "batches": [{"method": "map", "function": "sleep",
            "iterable": [0.01, 0.01, 0.01, 0.05], "chunksize": 1}]})");
        run.closeWriteChannel();
        QVERIFY(run.waitForFinished(60'000) && run.exitCode() == 0);
        open(trace);
        QVERIFY(m_page->verifyButton().isEnabled());
        QVERIFY(!m_page->pythonButton().isVisible());
        m_page->setRunsFolder(m_folder.filePath(QStringLiteral("runs")));
        m_page->processes().setValue(4);
        QTest::mouseClick(&m_page->verifyButton(), Qt::LeftButton);
        QVERIFY(!m_page->verifyButton().isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(m_page->verdict().startsWith(QStringLiteral("Verified")), 60'000);
        const auto kept = RunStore(m_folder.filePath(QStringLiteral("runs")).toStdString()).list();
        QVERIFY(kept.size() == 1 && kept[0].origin && kept[0].origin->study == "whatif" && kept[0].origin->title == "naps");
        QVERIFY(m_page->verifyButton().isEnabled());
        // What was proved can be taken along, with its proof.
        QTest::mouseClick(&m_page->pythonButton(), Qt::LeftButton);
        const QString code = QGuiApplication::clipboard()->text();
        QVERIFY2(code.startsWith(QStringLiteral("# naps\n# 4 workers, forkserver\n# measured: ")) && code.contains(QStringLiteral("# predicted: ")), qPrintable(code));
        QVERIFY(code.contains(QStringLiteral("processes=4")));
        QTest::mouseClick(&m_page->cppButton(), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("// measured: ")));
        QVERIFY(m_page->verdict().startsWith(QStringLiteral("Verified")));
        // Of other settings nothing is measured.
        m_page->processes().setValue(3);
        QVERIFY(!m_page->pythonButton().isVisible());
    }
};

QTEST_MAIN(TestWhatIfPage)
#include "tst_whatif_page.moc"
