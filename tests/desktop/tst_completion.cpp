// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "program_text.h"

namespace {

QString quoted(const QString& word) {
    return u'\'' + QString(word).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

}  // namespace

/// What a shell offers is what the program takes: compared with --help of each command.
class CompletionTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bash_offersEveryOptionOfEveryCommand_data();
    void bash_offersEveryOptionOfEveryCommand();
    void bash_offersValues_data();
    void bash_offersValues();
    void bash_offersFilesWithBlanksInTheirNames();
    void zsh_readsTheScript();
    void zsh_offersOptionsAndValues_data();
    void zsh_offersOptionsAndValues();
    void manual_namesEveryOptionAndCommand();
    void manual_isFormattedWithoutWarnings();
    void unknownShell_isRefused();

private:
    /// What bash would offer for the last of these words.
    QStringList offered(const QStringList& words) const;
    QTemporaryDir m_folder;
};

void CompletionTest::initTestCase() {
    for (const char* const shell : {"bash", "zsh"}) {
        const Said script = poolscopeSaid({"completion", shell});
        QCOMPARE(script.status, 0);
        QFile file(m_folder.filePath(shell));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(script.words) == script.words.size());
    }
}

QStringList CompletionTest::offered(const QStringList& words) const {
    QStringList list{"poolscope"};
    for (const QString& word : words) list << quoted(word);
    const QString script = QStringLiteral("source %1; PATH=%2:$PATH; cd %3; COMP_WORDS=(%4); COMP_CWORD=%5; _poolscope; "
                                          "printf '%s\\n' \"${COMPREPLY[@]}\"")
                               .arg(quoted(m_folder.filePath("bash")), quoted(qEnvironmentVariable("POOLSCOPE_BIN")),
                                    quoted(m_folder.path()), list.join(u' '))
                               .arg(words.size());
    const Said answer = said("bash", {"--norc", "-c", script});
    return QString::fromUtf8(answer.words).split(u'\n', Qt::SkipEmptyParts);
}

void CompletionTest::bash_offersEveryOptionOfEveryCommand_data() {
    QTest::addColumn<QStringList>("command");
    const QList<QStringList> all = allCommands();
    QVERIFY(all.size() > 8);
    for (const QStringList& command : all) QTest::addRow("poolscope %s", qPrintable(command.join(u' '))) << command;
}

void CompletionTest::bash_offersEveryOptionOfEveryCommand() {
    QFETCH(QStringList, command);
    const QStringList options = offered(command + QStringList{"--"});
    QCOMPARE(QSet<QString>(options.begin(), options.end()), optionsInHelp(command));
    for (const QString& name : commandsInHelp(command))
        QVERIFY2(offered(command + QStringList{name.left(2)}).contains(name), qPrintable(name));
}

void CompletionTest::bash_offersValues_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("wanted");
    QTest::newRow("theme") << QStringList{"--theme", "d"} << QStringList{"dark"};
    QTest::newRow("after an equals sign") << QStringList{"--theme", "=", "li"} << QStringList{"light"};
    QTest::newRow("start method") << QStringList{"run", "primes", "--start-method", "fork"} << QStringList{"fork", "forkserver"};
    QTest::newRow("scenario by name") << QStringList{"run", "mandel"} << QStringList{"mandelbrot"};
    QTest::newRow("format of an export") << QStringList{"trace", "export", "t", "--format", "ch"} << QStringList{"chrome"};
    QTest::newRow("shell") << QStringList{"completion", "z"} << QStringList{"zsh"};
    QTest::newRow("a number is the user's") << QStringList{"run", "--processes", ""} << QStringList{};
}

void CompletionTest::bash_offersValues() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, wanted);
    QCOMPARE(offered(words), wanted);
}

void CompletionTest::bash_offersFilesWithBlanksInTheirNames() {
    QFile file(m_folder.filePath("my run.trace"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(offered({"trace", "show", "my"}), QStringList{"my run.trace"});
}

void CompletionTest::zsh_readsTheScript() {
    if (QStandardPaths::findExecutable("zsh").isEmpty()) QSKIP("there is no zsh here");
    const Said answer = said("zsh", {"-f", "-n", m_folder.filePath("zsh")});
    QCOMPARE(answer.words, QByteArray());
    QCOMPARE(answer.status, 0);
}

void CompletionTest::zsh_offersOptionsAndValues_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("command") << "poolscope func" << "poolscope functions";
    QTest::newRow("option") << "poolscope run --max-mem" << "poolscope run --max-memory-per-child=";
    QTest::newRow("value") << "poolscope --theme=dar" << "poolscope --theme=dark";
    QTest::newRow("below a command") << "poolscope trace export x --form" << "poolscope trace export x --format=";
    QTest::newRow("scenario") << "poolscope run mandel" << "poolscope run mandelbrot";
}

// A shell on a terminal of its own, since zsh completes nowhere else.
void CompletionTest::zsh_offersOptionsAndValues() {
    if (QStandardPaths::findExecutable("zsh").isEmpty()) QSKIP("there is no zsh here");
    QFETCH(QString, typed);
    QFETCH(QString, wanted);
    const QString script =
        QStringLiteral("zmodload zsh/zpty; zpty -b shell zsh -f -i\n"
                       "zpty -w shell \"PS1=; unsetopt zle_bracketed_paste 2>/dev/null; PATH=%2:\\$PATH; autoload -U compinit; compinit -D -u; source %1; "
                       "show() { print -r -- \\\"<<\\$BUFFER>>\\\"; }; zle -N show; bindkey '^X' show; print re''ady\"\n"
                       "text=''; repeat 600; do zpty -r -t shell part && text+=$part || sleep 0.05; [[ $text == *ready* ]] && break; done\n"
                       "zpty -w -n shell %3$'\\t\\x18'\n"
                       "text=''; repeat 600; do zpty -r -t shell part && text+=$part || sleep 0.05; [[ $text == *'>>'* ]] && break; done\n"
                       "print -r -- $text; zpty -d shell")
            .arg(quoted(m_folder.filePath("zsh")), quoted(qEnvironmentVariable("POOLSCOPE_BIN")), quoted(typed));
    const Said answer = said("zsh", {"-f", "-c", script});
    const QString text = QString::fromUtf8(answer.words);
    QVERIFY2(text.section(QStringLiteral("<<"), -1).section(QStringLiteral(">>"), 0, 0).startsWith(wanted),
             qPrintable(text));
}

void CompletionTest::manual_namesEveryOptionAndCommand() {
    const Said page = poolscopeSaid({"manual"});
    QCOMPARE(page.status, 0);
    const QString text = QString::fromUtf8(page.words).replace(QStringLiteral("\\-"), QStringLiteral("-"));
    for (const QStringList& command : allCommands()) {
        const bool hasCommandsBelow = !commandsInHelp(command).isEmpty();
        if (!hasCommandsBelow) QVERIFY2(text.contains(".SS poolscope " + command.join(u' ') + u'\n'), qPrintable(command.join(u' ')));
        if (hasCommandsBelow && !command.isEmpty()) continue;
        for (const QString& option : optionsInHelp(command))
            QVERIFY2(text.contains("\\fB" + option + "\\fR"), qPrintable(option));
    }
}

void CompletionTest::manual_isFormattedWithoutWarnings() {
    if (QStandardPaths::findExecutable("groff").isEmpty()) QSKIP("there is no groff here");
    QFile file(m_folder.filePath("poolscope.1"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(poolscopeSaid({"manual"}).words);
    file.close();
    for (const QString& page : {file.fileName(), qEnvironmentVariable("POOLSCOPE_SOURCE") + "/resources/manual/poolscope-host.1"}) {
        const Said answer = said("groff", {"-man", "-ww", "-Kutf8", "-Tutf8", "-z", page});
        QCOMPARE(answer.words, QByteArray());
        QCOMPARE(answer.status, 0);
    }
}

void CompletionTest::unknownShell_isRefused() {
    const Said answer = poolscopeSaid({"completion", "tcsh"});
    QCOMPARE(answer.status, 2);
    QVERIFY2(answer.words.contains("bash"), answer.words.constData());
}

QTEST_GUILESS_MAIN(CompletionTest)
#include "tst_completion.moc"
