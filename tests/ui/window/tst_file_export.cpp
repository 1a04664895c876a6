// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QTemporaryDir>
#include <QTest>

#include "views/file_export.h"

using namespace poolscope::ui;

class TestFileExport : public QObject {
    Q_OBJECT

    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void aFile_isWrittenWholeOverWhatWasThere() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.csv"));
        QCOMPARE(writeWhole("a longer text", path), QString());
        QCOMPARE(writeWhole("short", path), QString());
        QCOMPARE(contentOf(path), QByteArray("short"));
    }
    void aFileThatCannotBeWritten_leavesWhatWasThereAndSaysWhy() {
        const QTemporaryDir folder;
        QVERIFY(!writeWhole("text", folder.filePath(QStringLiteral("no/such/folder.csv"))).isEmpty());
        QVERIFY(!writeWhole("text", folder.path()).isEmpty());
        QVERIFY(QFileInfo(folder.path()).isDir());
    }
    void theDialog_givesANameTheSuffixOfItsForm() {
        QWidget window;
        QFileDialog* const dialog =
            openExportDialog(&window, QStringLiteral("Export"),
                             {{QStringLiteral("csv"), QStringLiteral("CSV (*.csv)")}, {QStringLiteral("json"), QStringLiteral("JSON (*.json)")}},
                             QStringLiteral("runs"));
        QVERIFY(dialog->isVisible());
        QCOMPARE(dialog->parentWidget(), &window);
        QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("csv"));
        emit dialog->filterSelected(QStringLiteral("JSON (*.json)"));
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("json"));
    }
};

QTEST_MAIN(TestFileExport)
#include "tst_file_export.moc"
