// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_set.h"

#include <algorithm>

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QRegularExpression>

#include <poolscope/run_store.h>
#include <poolscope/trace.h>

namespace poolscope::ui {

namespace {

/// "run of 31 January" for a folder with such a name, else the file's name. Runs that are kept are all called "trace".
QString nameOf(const QString& path) {
    const QFileInfo file(QDir::cleanPath(path));
    return file.fileName() == QLatin1String("trace") ? file.dir().dirName() : file.fileName();
}

/// One that the store made up of the time: it tells people less than the title does.
bool hasNameOfTheStore(const QString& folder) {
    static const QRegularExpression kTimeAndPid(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d"));
    return kTimeAndPid.match(QFileInfo(QDir::cleanPath(folder)).fileName()).hasMatch();
}

std::string titleAndTime(const std::string& title, std::int64_t began) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(began / 1'000'000);
    return QStringLiteral("%1, %2").arg(QString::fromStdString(title).simplified(), QLocale().toString(when, QStringLiteral("HH:mm:ss"))).toStdString();
}

/// On a reader's thread.
ComparedEntry readEntry(const QString& path, const std::atomic<bool>& isGivenUp) {
    constexpr unsigned kLook = 1024;  // records between looks at whether anybody still wants it
    ComparedEntry entry;
    try {
        const QFileInfo file(path);
        const QString trace = file.isDir() ? path + QStringLiteral("/trace") : path;
        trace::Reader reader(QFile::encodeName(trace).toStdString(), trace::ReadValues::No);
        PoolState state;
        unsigned count = 0;
        while (const auto record = reader.next()) {
            state.apply(*record);
            if (++count % kLook == 0 && isGivenUp) return entry;
        }
        conclude(reader, state);
        auto run = std::make_shared<study::ComparedRun>(study::compared_run_of(state, nameOf(path).toStdString()));
        const QString folder = file.isDir() ? path : file.path();
        if (const auto stored = RunStore::look(QFile::encodeName(folder).toStdString())) {
            run->environment = stored->environment;
            if (const std::string label = stored->label(); !label.empty()) run->name = label;
            else if (hasNameOfTheStore(folder) && !state.summary().title.empty())
                run->name = titleAndTime(state.summary().title, stored->began_ns());
        }
        entry.name = QString::fromStdString(run->name);
        entry.run = std::move(run);
        entry.profile = std::make_shared<const RunProfile>(state);
    } catch (const std::exception& error) {
        entry.problem = QString::fromUtf8(error.what());
    }
    return entry;
}

bool isSameRun(const ComparedEntry& a, const ComparedEntry& b) {
    return a.run && b.run && a.run->identity == b.run->identity;
}

}  // namespace

ComparisonSet::ComparisonSet(QObject* parent) : QObject(parent) {
    m_readers.setMaxThreadCount(1);
}

ComparisonSet::~ComparisonSet() {
    *m_isGivenUp = true;
    m_readers.clear();
    m_readers.waitForDone();
}

void ComparisonSet::add(const QStringList& paths) {
    for (const QString& path : paths) {
        const auto known = std::find_if(m_entries.begin(), m_entries.end(), [&path](const ComparedEntry& e) { return e.path == path; });
        if (known != m_entries.end()) {
            read(known->id, path);
            continue;
        }
        ComparedEntry entry;
        entry.id = ++m_lastId;
        entry.path = path;
        entry.name = nameOf(path);
        entry.color = m_lastColor++;
        m_entries.push_back(entry);
        if (m_baseline == 0) m_baseline = entry.id;
        read(entry.id, path);
    }
    compute();
}

void ComparisonSet::read(quint64 id, const QString& path) {
    m_readers.start([self = QPointer<ComparisonSet>(this), isGivenUp = m_isGivenUp, id, path] {
        if (*isGivenUp) return;
        const ComparedEntry entry = readEntry(path, *isGivenUp);
        // The destructor waits for this function, so the set is there.
        if (!*isGivenUp) QMetaObject::invokeMethod(self.data(), [self, id, entry] { if (self) self->take(id, entry); }, Qt::QueuedConnection);
    });
}

void ComparisonSet::take(quint64 id, const ComparedEntry& read) {
    ComparedEntry* const entry = find(id);
    if (!entry) return;  // removed meanwhile
    if (!entry->run && !read.name.isEmpty()) entry->name = read.name;
    entry->problem = read.problem;
    entry->run = read.run;
    entry->profile = read.profile;
    compute();
}

ComparedEntry* ComparisonSet::find(quint64 id) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [id](const ComparedEntry& e) { return e.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

const ComparedEntry* ComparisonSet::entry(quint64 id) const {
    return const_cast<ComparisonSet*>(this)->find(id);
}

bool ComparisonSet::isReading() const {
    return std::any_of(m_entries.begin(), m_entries.end(), [](const ComparedEntry& e) { return !e.run && e.problem.isEmpty(); });
}

void ComparisonSet::remove(quint64 id) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [id](const ComparedEntry& e) { return e.id == id; });
    if (found == m_entries.end()) return;
    m_entries.erase(found);
    if (m_baseline == id) m_baseline = m_entries.empty() ? 0 : m_entries.front().id;
    compute();
}

void ComparisonSet::clear() {
    m_entries.clear();
    m_baseline = 0;
    m_lastColor = 0;
    compute();
}

void ComparisonSet::setShown(quint64 id, bool isShown) {
    ComparedEntry* const entry = find(id);
    if (!entry || entry->isShown == isShown) return;
    entry->isShown = isShown;
    compute();
}

void ComparisonSet::rename(quint64 id, const QString& name) {
    ComparedEntry* const entry = find(id);
    if (!entry || entry->name == name || name.trimmed().isEmpty()) return;
    entry->name = name.trimmed();
    emit changed();
}

void ComparisonSet::setBaseline(quint64 id) {
    ComparedEntry* const entry = find(id);
    if (!entry || m_baseline == id) return;
    m_baseline = id;
    entry->isShown = true;
    compute();
}

void ComparisonSet::setMeasure(study::Measure measure) {
    if (measure == m_measure) return;
    m_measure = measure;
    compute();
}

void ComparisonSet::compute() {
    m_shown.clear();
    m_runs.clear();
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        ComparedEntry& entry = m_entries[index];
        // Letters follow the order, so that they are those of the command line for the same runs.
        entry.letter = QChar(static_cast<char16_t>(index < 26 ? u'A' + index : u'a' + (index - 26) % 26));
        entry.sameAs = QChar();
        if (!entry.isShown || !entry.run) continue;
        const auto same = std::find_if(m_shown.begin(), m_shown.end(), [&](std::size_t other) { return isSameRun(m_entries[other], entry); });
        if (same != m_shown.end()) {
            entry.sameAs = m_entries[*same].letter;
            continue;
        }
        m_shown.push_back(index);
        m_runs.push_back(*entry.run);
    }
    m_groups = study::group_by_settings(m_runs);
    m_baselineGroup = 0;
    const ComparedEntry* const baseline = entry(m_baseline);
    for (std::size_t group = 0; group < m_groups.size(); ++group)
        for (const std::size_t run : m_groups[group].runs)
            if (baseline && (entryOfRun(run).id == m_baseline || isSameRun(entryOfRun(run), *baseline))) m_baselineGroup = group;
    m_results = study::compare_groups(m_runs, m_groups, m_baselineGroup, m_measure);
    emit changed();
}

QString ComparisonSet::groupName(std::size_t group) const {
    QString letters;
    for (const std::size_t run : m_groups[group].runs) letters += entryOfRun(run).letter;
    return letters;
}

}  // namespace poolscope::ui
