// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QMenuBar>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTabBar>
#include <QTranslator>
#include <QXmlStreamReader>

#include "format/language.h"
#include "format/quantity.h"
#include "forms/cost_note.h"
#include "forms/count_field.h"
#include "forms/scenario_form.h"
#include "runs/host_list_model.h"
#include "runs/run_words.h"
#include "study/sweep_page.h"
#include "views/data_table.h"
#include "views/status_line.h"
#include "window/comfort.h"
#include "window/settings_dialog.h"
#include "window/table_page.h"
#include "window_under_test.h"

using namespace poolscope::ui;

namespace {

struct Message {
    QString context, source, comment, type;
    QStringList translations;
};

QList<Message> catalogue() {
    QFile file(qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/resources/translations/poolscope_de.ts"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<Message> messages;
    QXmlStreamReader xml(&file);
    QString context;
    bool hasForms = false;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const QStringView name = xml.name();
        if (name == QLatin1String("name")) context = xml.readElementText();
        if (name == QLatin1String("message")) messages.append({context, {}, {}, {}, {}});
        if (name == QLatin1String("source")) messages.last().source = xml.readElementText();
        if (name == QLatin1String("comment")) messages.last().comment = xml.readElementText();
        if (name == QLatin1String("message")) hasForms = xml.attributes().hasAttribute(QLatin1String("numerus"));
        if (name == QLatin1String("translation")) messages.last().type = xml.attributes().value(QLatin1String("type")).toString();
        // Of a plural each form is a translation.
        if (name == QLatin1String(hasForms ? "numerusform" : "translation")) messages.last().translations << xml.readElementText();
    }
    return messages;
}

QStringList matches(const QString& text, const char* pattern) {
    QStringList found;
    for (auto all = QRegularExpression(QLatin1String(pattern)).globalMatch(text); all.hasNext();) found << all.next().captured();
    found.sort();
    return found;
}

/// Asked before the window's own catalogue: notes every word of the program that is asked for.
class Listener : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* text, const char*, int) const override {
        if (context && text) asked.insert({QString::fromUtf8(context), QString::fromUtf8(text)});
        return {};
    }
    mutable QSet<std::pair<QString, QString>> asked;
};

/// All words that stand in the window's properties, by where they stand.
QMap<QString, QString> wordsOf(const QObject& object, const QString& path = {}) {
    QMap<QString, QString> words;
    const QString here = path + u'/' + (object.objectName().isEmpty() ? QString::fromLatin1(object.metaObject()->className()) : object.objectName());
    for (const char* const property : {"text", "title", "toolTip", "placeholderText", "accessibleName", "accessibleDescription", "emptyText"}) {
        const QVariant value = object.property(property);
        if (value.userType() == QMetaType::QString && !value.toString().isEmpty()) words.insert(here + u'.' + QLatin1String(property), value.toString());
    }
    if (const auto* const tabs = qobject_cast<const QTabBar*>(&object))
        for (int i = 0; i < tabs->count(); ++i) words.insert(here + QStringLiteral(".tab%1").arg(i), tabs->tabText(i));
    if (const auto* const combo = qobject_cast<const QComboBox*>(&object))
        for (int i = 0; i < combo->count(); ++i) {
            words.insert(here + QStringLiteral(".item%1").arg(i), combo->itemText(i));
            if (const QString tip = combo->itemData(i, Qt::ToolTipRole).toString(); !tip.isEmpty()) words.insert(here + QStringLiteral(".tip%1").arg(i), tip);
        }
    if (const auto* const table = qobject_cast<const DataTable*>(&object))
        for (int i = 0; i < table->model()->columnCount(); ++i)
            words.insert(here + QStringLiteral(".column%1").arg(i), table->model()->headerData(i, Qt::Horizontal).toString());
    const QObjectList children = object.children();
    for (qsizetype i = 0; i < children.size(); ++i) words.insert(wordsOf(*children[i], here + QString::number(i)));
    return words;
}

/// What the catalogue knows and still is in English, but what reads alike.
QStringList leftInEnglish(const QMap<QString, QString>& words) {
    QHash<QString, QString> german;
    for (const Message& message : catalogue())
        if (!message.translations.isEmpty() && message.translations.constFirst() != message.source) german.insert(message.source, message.translations.constFirst());
    QStringList left;
    for (auto word = words.cbegin(); word != words.cend(); ++word)
        if (german.contains(word.value()) && !german.values().contains(word.value())) left << word.key() + QStringLiteral(": ") + word.value();
    return left;
}

}  // namespace

class TestLanguage : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_language = std::make_unique<Language>(*qApp);
        m_language->choose(LanguageChoice::English);
        m_window = std::make_unique<WindowUnderTest>();
    }
    void cleanup() {
        m_window.reset();
        m_language.reset();
        QLocale::setDefault(QLocale::c());
    }

    void noTranslationLosesAPlaceOrALetterToReachIt();
    void aWindowThatStartsInGermanSpeaksIt();
    void theLanguageIsSwitchedInTheLivingWindow();
    void backInEnglishEverythingReadsAsBefore();
    void explanationsStayInTheNewLanguageWhenTheFormIsEdited();
    void numbersFollowTheLanguage();
    void theChoiceIsMadeInTheSettingsAndRemembered();
    void argumentsStayInTheirPlacesWhenWordsAreSaidAgain();
    void noTitleOfAColumnIsCut();
    void theButtonsOfASweepShowAllOfTheirWords();
    void whatAPoolDoesIsSaidInTheUsersLanguage();

private:
    void open() {
        m_window->open();
        (*m_window)->comfort().setLanguage(*m_language);
        (*m_window)->openStartScenario();
    }

    std::unique_ptr<Language> m_language;
    std::unique_ptr<WindowUnderTest> m_window;
};

void TestLanguage::noTranslationLosesAPlaceOrALetterToReachIt() {
    const QList<Message> messages = catalogue();
    QVERIFY(messages.size() > 800);
    QStringList faulty;
    for (const Message& message : messages) {
        if (message.type == QLatin1String("unfinished")) continue;
        for (const QString& translation : message.translations) {
            // Of a plural one form may do without the number's place, but not without the others.
            const char* const place = message.source.contains(QLatin1String("%n")) ? "%L?[1-9]" : "%L?[1-9n]";
            const bool keepsPlaces = matches(message.source, place) == matches(translation, place);
            const bool keepsLetters = matches(message.source, "&[^&\\s]").size() == matches(translation, "&[^&\\s]").size();
            if (translation.isEmpty() || !keepsPlaces || !keepsLetters) faulty << message.source + QStringLiteral(" -> ") + translation;
        }
    }
    QVERIFY2(faulty.isEmpty(), qPrintable(faulty.join(u'\n')));
}

void TestLanguage::aWindowThatStartsInGermanSpeaksIt() {
    m_language->choose(LanguageChoice::German);
    Listener listener;
    qApp->installTranslator(&listener);
    open();
    m_window->runToTheEnd();
    auto* const tabs = (*m_window)->findChild<QTabWidget*>(QStringLiteral("tabs"));
    for (int page = 0; page < tabs->count(); ++page) {
        tabs->setCurrentIndex(page);
        (*m_window)->grab();
    }
    (*m_window)->comfort().settings->trigger();
    qApp->removeTranslator(&listener);
    QStringList names;
    for (const QAction* const action : (*m_window)->menuBar()->actions()) names << QString(action->text()).remove(u'&');
    QVERIFY2(names.contains(QStringLiteral("Datei")) && names.contains(QStringLiteral("Ansicht")), qPrintable(names.join(u' ')));
    QVERIFY((*m_window)->statusLine().text().contains(QStringLiteral("Worker")));
    // Whatever the window asked for, of any file: a word that lupdate did not see is missed here.
    QSet<QString> contexts;
    QSet<std::pair<QString, QString>> known;
    for (const Message& message : catalogue()) {
        contexts.insert(message.context);
        known.insert({message.context, message.source});
    }
    QStringList unseen;
    for (const auto& [context, text] : std::as_const(listener.asked)) {
        const bool isOurs = contexts.contains(context) || context.startsWith(QLatin1String("poolscope"));
        if (isOurs && !text.isEmpty() && !known.contains({context, text})) unseen << context + QStringLiteral(": ") + text;
    }
    QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(u'\n')));
}

void TestLanguage::theLanguageIsSwitchedInTheLivingWindow() {
    open();
    m_window->runToTheEnd();
    (*m_window)->comfort().settings->trigger();
    const QMap<QString, QString> english = wordsOf(**m_window);
    m_language->choose(LanguageChoice::German);
    const QMap<QString, QString> switched = wordsOf(**m_window);
    QVERIFY(english.size() > 300);
    QCOMPARE(QString((*m_window)->menuBar()->actions().constFirst()->text()).remove(u'&'), QStringLiteral("Datei"));
    QCOMPARE((*m_window)->findChild<QTabBar*>()->tabText(1), QStringLiteral("Ergebnisse"));
    QCOMPARE((*m_window)->resultsPage().table().model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Element"));
    QCOMPARE((*m_window)->resultsPage().table().emptyText(), QStringLiteral("Ergebnisse kommen hier an, je Element eine Zeile."));
    const QStringList left = leftInEnglish(switched);
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    // Sentences that are put together of others are made anew.
    const CostNote& costs = (*m_window)->form().costNote();
    QTRY_VERIFY2(costs.text().contains(QStringLiteral("Deskriptoren")) && !costs.text().contains(QStringLiteral("descriptors")), qPrintable(costs.text()));
}

void TestLanguage::backInEnglishEverythingReadsAsBefore() {
    open();
    m_window->runToTheEnd();
    const QMap<QString, QString> before = wordsOf(**m_window);
    m_language->choose(LanguageChoice::German);
    m_language->choose(LanguageChoice::English);
    const QMap<QString, QString> after = wordsOf(**m_window);
    QStringList differing;
    for (auto word = before.cbegin(); word != before.cend(); ++word)
        if (after.value(word.key()) != word.value()) differing << word.value() + QStringLiteral(" -> ") + after.value(word.key());
    QVERIFY2(differing.isEmpty(), qPrintable(differing.join(u'\n')));
}

void TestLanguage::explanationsStayInTheNewLanguageWhenTheFormIsEdited() {
    open();
    m_language->choose(LanguageChoice::German);
    ScenarioForm& form = (*m_window)->form();
    for (CountField* const field : form.findChildren<CountField*>()) {
        const QString text = field->text();
        field->setText(QStringLiteral("3"));
        field->setText(text);
    }
    const QStringList left = leftInEnglish(wordsOf(form));
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
}

void TestLanguage::numbersFollowTheLanguage() {
    m_language->choose(LanguageChoice::German);
    QCOMPARE(countText(1234567), QStringLiteral("1.234.567"));
    m_language->choose(LanguageChoice::English);
    QCOMPARE(countText(1234567), QStringLiteral("1,234,567"));
}

void TestLanguage::theChoiceIsMadeInTheSettingsAndRemembered() {
    open();
    (*m_window)->comfort().settings->trigger();
    auto* const choice = (*m_window)->comfort().dialog()->findChild<QComboBox*>(QStringLiteral("languageChoice"));
    QVERIFY(choice);
    QTest::keyClick(choice, Qt::Key_End);
    QCOMPARE(m_language->code(), QStringLiteral("de"));
    QCOMPARE((*m_window)->comfort().dialog()->windowTitle(), QStringLiteral("Einstellungen"));
    QCOMPARE(choice->currentText(), QStringLiteral("Deutsch"));
    m_window->close();
    Language next(*qApp);
    Theme theme(*qApp);
    Comfort::restore(*m_window->places().openSettings(), theme, &next);
    QCOMPARE(next.choice(), LanguageChoice::German);
}

void TestLanguage::noTitleOfAColumnIsCut() {
    open();
    m_language->choose(LanguageChoice::German);  // in the living window; what starts in German has its words at once
    for (const int textSize : {100, 140}) {
        m_window->theme().setTextSize(textSize);
        QCoreApplication::processEvents();  // widgets are told of a language by and by
        const auto tables = (*m_window)->findChildren<DataTable*>();
        QVERIFY(tables.size() >= 5);
        for (const DataTable* const table : tables)
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                const QString title = table->model()->headerData(column, Qt::Horizontal).toString();
                if (table->isColumnHidden(column)) continue;
                // Beside it are a padding and, where the table is sorted, an arrow.
                const int around = table->isSortingEnabled() ? 24 : 16;
                QVERIFY2(table->columnWidth(column) >= table->horizontalHeader()->fontMetrics().horizontalAdvance(title) + around,
                         qPrintable(table->objectName() + u' ' + title));
            }
    }
}

void TestLanguage::theButtonsOfASweepShowAllOfTheirWords() {
    m_language->choose(LanguageChoice::German);
    open();
    (*m_window)->showPage(QStringLiteral("sweep"));
    QCoreApplication::processEvents();
    const auto buttons = (*m_window)->sweepPage().findChildren<QPushButton*>();
    QVERIFY(buttons.size() >= 6);
    for (const QPushButton* const button : buttons)
        if (button->isVisible()) QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
}

void TestLanguage::whatAPoolDoesIsSaidInTheUsersLanguage() {
    m_language->choose(LanguageChoice::German);
    poolscope::HostInfo host;
    host.run_folder = "/somewhere";
    host.phase = "closing";
    host.control = poolscope::Control::Allowed;
    HostListModel hosts;
    hosts.setHosts({host});
    QCOMPARE(hosts.index(0, HostListModel::State).data().toString(), QStringLiteral("schließt"));
    poolscope::StoredRun run;
    run.digest.emplace();
    run.digest->processes = 2;
    run.digest->start_method = "forkserver";
    run.digest->work = "map_async sleep and 3 more";
    QCOMPARE(runConfiguration(run), QStringLiteral("2 Prozesse, forkserver: map_async sleep und 3 weitere"));
}

void TestLanguage::argumentsStayInTheirPlacesWhenWordsAreSaidAgain() {
    QLabel label;
    label.setText(QCoreApplication::translate("Quantity", "%1 h %2 min").arg(3).arg(25));
    label.setToolTip(QCoreApplication::translate("poolscope::ui::MainWindow", "%1 cannot be opened.").arg(QStringLiteral("a 100 % file")));
    const QString own = QStringLiteral("sleep_and_return");
    label.setAccessibleName(own);
    m_language->choose(LanguageChoice::German);
    QCOMPARE(label.text(), QStringLiteral("3 h 25 min"));
    QCOMPARE(label.toolTip(), QStringLiteral("a 100 % file lässt sich nicht öffnen."));
    QCOMPARE(label.accessibleName(), own);
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
