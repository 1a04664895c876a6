// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <poolscope/catalogue.h>
#include <poolscope/remote_error.h>

#include "registered_call.h"
#include "tasks/modules.h"

using namespace poolscope;

namespace {

QString folder() { return QCoreApplication::applicationDirPath() + "/modules/"; }
std::string module(const char* name) { return (folder() + name + ".so").toStdString(); }

QString refusal(const std::string& path) {
    try {
        tasks::load_module(path);
    } catch (const ValueError& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace

class TestModules : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { register_catalogue(); }

    void moduleThatTakesAName_registersNothingAtAll() {
        const QString message = refusal(module("rival"));
        QVERIFY2(message.startsWith("function 'square' of module ") && message.contains("rival.so") &&
                     message.contains("of this program"),
                 qPrintable(message));
        QVERIFY(Registry::of_process().find("from_rival") == nullptr);
        QVERIFY(invoked("square", 3) == Json(9));
    }

    void moduleThatIsLoaded_addsItsFunctions() {
        const std::vector<std::string> names{"geometry::distance", "geometry::middle"};
        QVERIFY(tasks::load_module(module("geometry")) == names);
        QVERIFY(tasks::load_module(module("geometry")) == names);  // the second time: the same
        const Function& distance = Registry::of_process().get("geometry::distance");
        QCOMPARE(QString::fromStdString(distance.module), QFileInfo(folder() + "geometry.so").canonicalFilePath());
        QVERIFY(distance.parameter_names == (std::vector<std::string>{"a", "b"}));
        const Json origin{{"x", 0}, {"y", 0}}, corner{{"x", 3}, {"y", 4}};
        QVERIFY(invoked("geometry::distance", origin, corner) == Json(5.0));
        QVERIFY(invoked("geometry::middle", origin, corner) == Json({{"x", 1.5}, {"y", 2.0}}));
    }

    void errorsOfAModule_keepTheirType() {
        tasks::load_module(module("geometry"));
        const Json origin{{"x", 0}, {"y", 0}};
        try {
            invoked("geometry::distance", origin, origin);
        } catch (...) {
            QVERIFY(describe_current_exception() ==
                    (CaughtError{"geometry::Degenerate", "the points are the same"}));
        }
        QVERIFY_THROWS_EXCEPTION(TypeError, invoked("geometry::distance", origin));
        QVERIFY_THROWS_EXCEPTION(TypeError, invoked("geometry::distance", 1, 2));
    }

    void fileThatIsMissing_isNamed() {
        QCOMPARE(refusal("/no/such/module.so"), QString("module '/no/such/module.so': No such file or directory"));
        QCOMPARE(refusal("/"), QString("module '/' is not a file"));
    }

    void fileThatIsNoSharedObject_isRefusedWithTheReason() {
        const QTemporaryDir scratch;
        QFile file(scratch.filePath("text.so"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("no machine code in here, only words\n").repeated(100));
        file.close();
        const QString message = refusal(file.fileName().toStdString());
        QVERIFY2(message.contains("cannot be loaded") && message.contains("ELF"), qPrintable(message));
    }

    void moduleWithoutFunctions_isRefused() {
        QVERIFY2(refusal(module("idle")).contains("registers no function"), qPrintable(refusal(module("idle"))));
    }
};

QTEST_GUILESS_MAIN(TestModules)
#include "tst_modules.moc"
