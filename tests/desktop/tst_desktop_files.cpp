// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QMimeDatabase>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include "program_text.h"
#include "trace_builder.h"

namespace {

QString resource(const QString& name) {
    return qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/resources/") + name;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The types that the desktop file says it opens.
QStringList typesOpened() {
    for (const QByteArray& line : contentOf(resource(QStringLiteral("org.poolscope.Poolscope.desktop"))).split('\n'))
        if (line.startsWith("MimeType=")) return QString::fromUtf8(line.mid(9)).split(u';', Qt::SkipEmptyParts);
    return {};
}

}  // namespace

/// What a desktop reads of Poolscope: checked by the tools that desktops and distributions check with.
class DesktopFilesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void desktopFile_isValid();
    void metainfo_isValid();
    void metainfoAndDesktopFile_nameTheSameTypes();
    void everyIcon_hasTheSizeOfItsFolder();
    void mimeTypes_areKnownByName_data();
    void mimeTypes_areKnownByName();
    void traceWithoutAnEnding_isKnownByItsFirstBytes();
    void mimeTypes_makeNoTroubleInADatabase();

private:
    QTemporaryDir m_data;
};

void DesktopFilesTest::initTestCase() {
    // As an installed file is found: below a data folder, before anything has asked for a type.
    QVERIFY(QDir(m_data.path()).mkpath("mime/packages"));
    QVERIFY(QFile::copy(resource("mime/org.poolscope.Poolscope.xml"), m_data.filePath("mime/packages/org.poolscope.Poolscope.xml")));
    qputenv("XDG_DATA_HOME", m_data.path().toLocal8Bit());
}

void DesktopFilesTest::desktopFile_isValid() {
    if (QStandardPaths::findExecutable("desktop-file-validate").isEmpty()) QSKIP("there is no desktop-file-validate here");
    const Said answer = said("desktop-file-validate", {resource("org.poolscope.Poolscope.desktop")});
    QCOMPARE(answer.words, QByteArray());
    QCOMPARE(answer.status, 0);
}

void DesktopFilesTest::metainfo_isValid() {
    if (QStandardPaths::findExecutable("appstreamcli").isEmpty()) QSKIP("there is no appstreamcli here");
    const Said answer = said("appstreamcli", {"validate", "--no-net", resource("org.poolscope.Poolscope.metainfo.xml")});
    QVERIFY2(answer.status == 0, answer.words.constData());
}

void DesktopFilesTest::metainfoAndDesktopFile_nameTheSameTypes() {
    const QByteArray metainfo = contentOf(resource("org.poolscope.Poolscope.metainfo.xml"));
    const QByteArray mime = contentOf(resource("mime/org.poolscope.Poolscope.xml"));
    const QStringList types = typesOpened();
    QCOMPARE(types.size(), 3);
    for (const QString& type : types) {
        QVERIFY(metainfo.contains("<mediatype>" + type.toUtf8() + "</mediatype>"));
        QVERIFY(mime.contains("<mime-type type=\"" + type.toUtf8() + "\">"));
    }
}

void DesktopFilesTest::everyIcon_hasTheSizeOfItsFolder() {
    const QStringList folders = QDir(resource("icons")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(folders.size() >= 5);
    for (const QString& folder : folders) {
        // The PNG header: width and height, big-endian, behind the signature and the name of the first chunk.
        const QByteArray png = contentOf(resource("icons/" + folder + "/org.poolscope.Poolscope.png"));
        QVERIFY2(png.startsWith("\x89PNG"), qPrintable(folder));
        QCOMPARE(qFromBigEndian<quint32>(png.constData() + 16), folder.toUInt());
        QCOMPARE(qFromBigEndian<quint32>(png.constData() + 20), folder.toUInt());
    }
}

void DesktopFilesTest::mimeTypes_areKnownByName_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::newRow("trace") << "a.trace" << "application/vnd.poolscope.trace";
    QTest::newRow("scenario") << "a.poolscope.json" << "application/vnd.poolscope.scenario+json";
    QTest::newRow("sweep") << "a.sweep.json" << "application/vnd.poolscope.sweep+json";
    QTest::newRow("other JSON stays JSON") << "a.json" << "application/json";
}

void DesktopFilesTest::mimeTypes_areKnownByName() {
    QFETCH(QString, name);
    QFETCH(QString, type);
    QCOMPARE(QMimeDatabase().mimeTypeForFile(name, QMimeDatabase::MatchExtension).name(), type);
}

void DesktopFilesTest::traceWithoutAnEnding_isKnownByItsFirstBytes() {
    const QString folder = m_data.filePath("run");
    QVERIFY(QDir().mkpath(folder));
    poolscope::testing::TraceBuilder trace((folder + "/trace").toStdString());
    trace.begin_run(2);
    trace.flush();
    QCOMPARE(QMimeDatabase().mimeTypeForFile(folder + "/trace").name(), QStringLiteral("application/vnd.poolscope.trace"));
}

void DesktopFilesTest::mimeTypes_makeNoTroubleInADatabase() {
    if (QStandardPaths::findExecutable("update-mime-database").isEmpty()) QSKIP("there is no update-mime-database here");
    const Said answer = said("update-mime-database", {m_data.filePath("mime")});
    QCOMPARE(answer.words, QByteArray());
    QCOMPARE(answer.status, 0);
    QVERIFY(contentOf(m_data.filePath("mime/globs2")).contains("60:application/vnd.poolscope.scenario+json:*.poolscope.json"));
}

QTEST_GUILESS_MAIN(DesktopFilesTest)
#include "tst_desktop_files.moc"
