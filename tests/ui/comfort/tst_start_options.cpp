// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QImage>
#include <QTest>

#include "accessible_client.h"

namespace {

constexpr int kPatienceMs = 60'000;

const char* const kScenario = R"({"poolscope": 1, "title": "%1", "pool": {"processes": 1, "start_method": "fork"},
  "batches": [{"method": "map", "function": "%2", "iterable": [60, 60], "chunksize": 1}]})";

}  // namespace

/// What the window is started with, on the real program.
class TestStartOptions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();

    void theLanguageIsThatOfTheOption();
    void theTextIsAsLargeAsTheOptionSays();
    void theThemeIsThatOfTheOption();
    void attachShowsThePoolThatWasNamed();

private:
    [[nodiscard]] QString write(const QString& name, const char* title, const char* function) const;
    void open(const QStringList& options);
    [[nodiscard]] int heightOfRun();
    [[nodiscard]] int lightness(const QString& theme) const;

    std::unique_ptr<AccessibleClient> m_client;
    AccessibleRef m_application;
};

void TestStartOptions::initTestCase() {
    m_client = std::make_unique<AccessibleClient>();
    const QString missing = m_client->start();
    if (!missing.isEmpty()) QSKIP(qPrintable(missing));
}

void TestStartOptions::cleanup() {
    if (!m_client || m_client->program().state() == QProcess::NotRunning) return;
    m_client->program().terminate();
    QVERIFY(m_client->program().waitForFinished());
}

QString TestStartOptions::write(const QString& name, const char* title, const char* function) const {
    QFile file(m_client->folder() + u'/' + name);
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(QByteArray(kScenario).replace("%1", title).replace("%2", function));
    return file.fileName();
}

void TestStartOptions::open(const QStringList& options) {
    QVERIFY(m_client->startProgram(QStringList{"--config", m_client->folder() + "/config"} + options));
    m_application = m_client->waitForApplication(kPatienceMs);
    QVERIFY2(!m_application.isNull(), m_client->program().readAll());
}

void TestStartOptions::theLanguageIsThatOfTheOption() {
    open({"--language", "de", write("squares.json", "Squares", "square")});
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY_WITH_TIMEOUT(!m_client->find(m_application, QStringLiteral("page tab"), QStringLiteral("Ergebnisse")).isNull(), kPatienceMs);
}

int TestStartOptions::heightOfRun() {
    AccessibleRef run;
    if (!QTest::qWaitFor([&] { return !(run = m_client->find(m_application, {}, QStringLiteral("Run"))).isNull(); }, kPatienceMs)) return 0;
    const auto extents = m_client->call(run, "Component", "GetExtents", {0U}).value<QDBusArgument>();
    int x = 0, y = 0, width = 0, height = 0;
    extents.beginStructure();
    extents >> x >> y >> width >> height;
    extents.endStructure();
    return height;
}

void TestStartOptions::theTextIsAsLargeAsTheOptionSays() {
    QList<int> heights;
    for (const char* const size : {"100", "200"}) {
        open({"--text-size", size, write("squares.json", "Squares", "square")});
        if (QTest::currentTestFailed()) return;
        heights << heightOfRun();
        m_client->program().terminate();
        QVERIFY(m_client->program().waitForFinished());
    }
    QVERIFY2(heights[0] > 0 && heights[1] >= heights[0] * 5 / 4, qPrintable(QStringLiteral("%1 and %2 pixels").arg(heights[0]).arg(heights[1])));
}

int TestStartOptions::lightness(const QString& theme) const {
    const QString picture = m_client->folder() + u'/' + theme + QStringLiteral(".png");
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    program.setProcessEnvironment(environment);
    program.start(qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"),
                  {"--config", m_client->folder() + "/pictures", "--theme", theme, "--screenshot", picture, write("squares.json", "Squares", "square")});
    if (!program.waitForFinished(kPatienceMs)) return -1;
    return QImage(picture).scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0).lightness();
}

void TestStartOptions::theThemeIsThatOfTheOption() {
    const int dark = lightness(QStringLiteral("dark"));
    const int light = lightness(QStringLiteral("light"));
    QVERIFY2(dark > 0 && dark < 100 && light > 156, qPrintable(QStringLiteral("%1 and %2").arg(dark).arg(light)));
}

void TestStartOptions::attachShowsThePoolThatWasNamed() {
    const QString program = qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope");
    QProcess pool;
    pool.setProcessEnvironment(m_client->program().processEnvironment());
    pool.start(program, {"run", write("sleepers.json", "Sleepers", "sleep")});
    QVERIFY(pool.waitForStarted());
    const auto isListed = [&] {
        QProcess hosts;
        hosts.setProcessEnvironment(m_client->program().processEnvironment());
        hosts.start(program, {"hosts"});
        return hosts.waitForFinished(kPatienceMs) && hosts.readAllStandardOutput().contains("Sleepers");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isListed(), kPatienceMs);
    open({"attach", "Sleepers"});
    if (QTest::currentTestFailed()) return;
    AccessibleRef workers;
    QTRY_VERIFY_WITH_TIMEOUT(!(workers = m_client->find(m_application, QStringLiteral("table"), QStringLiteral("Workers"))).isNull(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_client->property(workers, "Table", "NRows").toInt(), 1, kPatienceMs);
    m_client->program().terminate();
    QVERIFY(m_client->program().waitForFinished());
    pool.terminate();
    QVERIFY(pool.waitForFinished(kPatienceMs));
}

QTEST_GUILESS_MAIN(TestStartOptions)
#include "tst_start_options.moc"
