// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDBusMessage>
#include <QTest>

#include "accessible_client.h"

namespace {

constexpr int kPatienceMs = 60'000;

// A run of some seconds, in which workers come and go.
const char* const kScenario = R"({"poolscope": 1, "title": "Spoken",
  "pool": {"processes": 3, "maxtasksperchild": 4},
  "batches": [{"method": "map", "function": "sleep", "iterable": {"range": [0, 1]}, "chunksize": 1},
              {"method": "map", "function": "square", "iterable": {"range": [0, 40]}, "chunksize": 1},
              {"method": "apply", "function": "sleep", "args": [%1]}]})";

/// Roles of what one can do something with, as AT-SPI names them.
const QStringList kInteractive{QStringLiteral("button"),    QStringLiteral("push button"), QStringLiteral("toggle button"),
                               QStringLiteral("check box"), QStringLiteral("radio button"), QStringLiteral("combo box"),
                               QStringLiteral("text"),      QStringLiteral("entry"),        QStringLiteral("spin button"),
                               QStringLiteral("page tab"),  QStringLiteral("menu item"),    QStringLiteral("check menu item"),
                               QStringLiteral("table"),     QStringLiteral("list"),         QStringLiteral("tree"),
                               QStringLiteral("slider")};

}  // namespace

/// What a screen reader gets, asked through the real protocol of a real program on a display and buses of its own.
class TestScreenReader : public QObject {
    Q_OBJECT

public slots:
    void hear(const QDBusMessage& state) { m_heard << QStringLiteral("%1 %2 %3").arg(state.path(), state.arguments().value(0).toString()).arg(state.arguments().value(1).toInt()); }

private slots:
    void initTestCase();
    void cleanup();

    void everythingInteractiveSaysWhatItIsWhileARunGoesOn();
    void tablesBearAnyQuestion();
    void theRowThatIsSelectedIsTheOneThatIsHeard();
    void rowsThatAreGoneAreSaidToBeGone();
    void theTimelineSpeaksAsText();
    void buttonsCanBePressed();

private:
    void open(const char* seconds);
    AccessibleRef find(const QString& role, const QString& name);
    [[nodiscard]] QList<Accessible> all();
    [[nodiscard]] bool lives() { return m_client->unanswered().isEmpty() && !m_client->program().waitForFinished(0) && m_client->program().state() == QProcess::Running; }

    std::unique_ptr<AccessibleClient> m_client;
    AccessibleRef m_application;
    QStringList m_heard;  ///< "path state 1": of any object
};

void TestScreenReader::initTestCase() {
    m_client = std::make_unique<AccessibleClient>();
    const QString missing = m_client->start();
    if (!missing.isEmpty()) QSKIP(qPrintable(missing));
}

void TestScreenReader::cleanup() {
    if (!m_client || m_client->program().state() == QProcess::NotRunning) return;
    QVERIFY2(lives(), m_client->unanswered().toUtf8() + m_client->program().readAll());
    m_client->program().terminate();
    m_client->program().waitForFinished();
}

void TestScreenReader::open(const char* seconds) {
    QFile file(m_client->folder() + QStringLiteral("/spoken.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(kScenario).replace("%1", seconds));
    file.close();
    QVERIFY(m_client->startProgram({"--config", m_client->folder() + "/config", "--run", file.fileName()}));
    m_application = m_client->waitForApplication(kPatienceMs);
    QVERIFY2(!m_application.isNull(), m_client->program().readAll());
    // The window is there and the run has begun.
    AccessibleRef table;
    QTRY_VERIFY_WITH_TIMEOUT(!(table = find(QStringLiteral("table"), QStringLiteral("Workers"))).isNull(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_client->property(table, "Table", "NRows").toInt() == 3, kPatienceMs);
}

QList<Accessible> TestScreenReader::all() {
    QList<Accessible> objects;
    m_client->walk(m_application, [&](const Accessible& object) { objects << object; });
    return objects;
}

AccessibleRef TestScreenReader::find(const QString& role, const QString& name) {
    return m_client->find(m_application, role, name);
}

void TestScreenReader::everythingInteractiveSaysWhatItIsWhileARunGoesOn() {
    open("4");
    if (QTest::currentTestFailed()) return;
    QStringList nameless;
    int interactive = 0;
    const QList<Accessible> objects = all();
    for (const Accessible& object : objects) {
        if (!kInteractive.contains(object.role) || !object.is(Accessible::Showing) || !object.is(Accessible::Focusable)) continue;
        ++interactive;
        if (object.name.trimmed().isEmpty()) nameless << object.role + u' ' + object.description + u' ' + object.ref.path;
    }
    QVERIFY2(objects.size() > 150, QByteArray::number(objects.size()));
    QVERIFY2(interactive > 25, QByteArray::number(interactive));
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    QVERIFY(lives());
}

void TestScreenReader::tablesBearAnyQuestion() {
    open("3");
    if (QTest::currentTestFailed()) return;
    int tables = 0;
    for (const Accessible& object : all()) {
        // Qt 6.4 falls when it is asked for the table of what is none; a screen reader looks at the role first.
        if (object.role != QLatin1String("table")) continue;
        ++tables;
        const int rows = m_client->property(object.ref, "Table", "NRows").toInt();
        const int columns = m_client->property(object.ref, "Table", "NColumns").toInt();
        // The map of a sweep that was not run has none.
        QVERIFY(columns > 0 || rows == 0);
        const QString first = m_client->call(object.ref, "Table", "GetColumnDescription", {0}).toString();
        QVERIFY(columns == 0 || !first.isEmpty());
        for (const int row : {-1, 0, rows - 1, rows, 1'000'000, -2'000'000'000, 2'147'483'647})
            for (const int column : {-1, 0, columns - 1, columns, 2'147'483'647}) {
                const auto cell = qdbus_cast<AccessibleRef>(m_client->call(object.ref, "Table", "GetAccessibleAt", {row, column}));
                if (!cell.isNull()) static_cast<void>(m_client->ask(cell));
                static_cast<void>(m_client->call(object.ref, "Table", "IsSelected", {row, column}));
                static_cast<void>(m_client->call(object.ref, "Table", "GetIndexAt", {row, column}));
            }
        for (const int index : {-1, rows * columns, 2'147'483'647}) {
            static_cast<void>(m_client->call(object.ref, "Table", "GetRowAtIndex", {index}));
            static_cast<void>(m_client->call(object.ref, "Table", "GetColumnAtIndex", {index}));
            static_cast<void>(m_client->childAt(object.ref, index));
        }
        for (const char* const many : {"GetSelectedRows", "GetSelectedColumns"}) m_client->call(object.ref, "Table", many);
        for (const char* const one : {"Caption", "Summary", "NSelectedRows", "NSelectedColumns"}) m_client->property(object.ref, "Table", one);
        m_client->call(object.ref, "Table", "AddRowSelection", {-5});
        m_client->call(object.ref, "Table", "AddRowSelection", {rows + 5});
        QVERIFY2(lives(), m_client->unanswered().toUtf8() + m_client->program().readAll());
    }
    QVERIFY(tables >= 1);
    // A cell says its column, too.
    const AccessibleRef workers = find(QStringLiteral("table"), QStringLiteral("Workers"));
    QVERIFY2(lives() && !workers.isNull(), m_client->unanswered().toUtf8() + m_client->program().readAll());
    const auto cell = qdbus_cast<AccessibleRef>(m_client->call(workers, "Table", "GetAccessibleAt", {0, 1}));
    QVERIFY2(m_client->ask(cell).name.startsWith(QLatin1String("Worker: PoolWorker-")), qPrintable(m_client->ask(cell).name));
}

void TestScreenReader::theRowThatIsSelectedIsTheOneThatIsHeard() {
    open("3");
    if (QTest::currentTestFailed()) return;
    const AccessibleRef workers = find(QStringLiteral("table"), QStringLiteral("Workers"));
    QVERIFY(!workers.isNull());
    QVERIFY(m_client->hearStates(this, SLOT(hear(QDBusMessage))));
    for (const int row : {2, 1}) {
        const auto cell = qdbus_cast<AccessibleRef>(m_client->call(workers, "Table", "GetAccessibleAt", {row, 0}));
        m_heard.clear();
        m_client->call(workers, "Table", "AddRowSelection", {row});
        QTRY_VERIFY2_WITH_TIMEOUT(m_heard.contains(cell.path + QStringLiteral(" selected 1")), qPrintable(m_heard.join(u'\n')), kPatienceMs);
    }
}

void TestScreenReader::rowsThatAreGoneAreSaidToBeGone() {
    open("0.1");
    if (QTest::currentTestFailed()) return;
    const AccessibleRef workers = find(QStringLiteral("table"), QStringLiteral("Workers"));
    QList<AccessibleRef> cells;
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 5; ++column)
            cells << qdbus_cast<AccessibleRef>(m_client->call(workers, "Table", "GetAccessibleAt", {row, column}));
    AccessibleRef run;
    QTRY_VERIFY_WITH_TIMEOUT(!(run = find({}, QStringLiteral("Run"))).isNull() && m_client->ask(run).is(Accessible::Enabled), kPatienceMs);
    // Another run: the rows of the first one are gone.
    QVERIFY(m_client->call(run, "Action", "DoAction", {0}).toBool());
    for (int again = 0; again < 20; ++again)
        for (const AccessibleRef& cell : std::as_const(cells)) {
            static_cast<void>(m_client->ask(cell));
            static_cast<void>(m_client->call(cell, "Component", "GetExtents", {0U}));
            static_cast<void>(m_client->property(cell, "TableCell", "RowSpan"));
        }
    QVERIFY2(lives(), m_client->unanswered().toUtf8() + m_client->program().readAll());
}

void TestScreenReader::theTimelineSpeaksAsText() {
    open("3");
    if (QTest::currentTestFailed()) return;
    const AccessibleRef timeline = find({}, QStringLiteral("Timeline"));
    QVERIFY(!timeline.isNull());
    QTRY_VERIFY_WITH_TIMEOUT(m_client->ask(timeline).description.contains(QLatin1String("slot")), kPatienceMs);
}

void TestScreenReader::buttonsCanBePressed() {
    open("0.1");
    if (QTest::currentTestFailed()) return;
    const AccessibleRef tab = find(QStringLiteral("page tab"), QStringLiteral("Results"));
    QVERIFY(!tab.isNull());
    m_client->call(tab, "Action", "DoAction", {0});
    AccessibleRef results;
    QTRY_VERIFY_WITH_TIMEOUT(!(results = find(QStringLiteral("table"), QStringLiteral("Results"))).isNull(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_client->property(results, "Table", "NRows").toInt(), 42, kPatienceMs);
    const auto cell = qdbus_cast<AccessibleRef>(m_client->call(results, "Table", "GetAccessibleAt", {41, 0}));
    QVERIFY(!m_client->ask(cell).name.isEmpty());
}

QTEST_GUILESS_MAIN(TestScreenReader)
#include "tst_screen_reader.moc"
