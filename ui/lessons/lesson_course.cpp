// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/lesson_course.h"

#include <utility>

namespace poolscope::ui {

namespace {
// Figures are made anew from the whole run: not oftener than one can see.
constexpr qint64 kLookMs = 150;
}  // namespace

void LessonCourse::begin(Lesson lesson) {
    m_sketches.assign(lesson.variants.size(), {});
    m_lesson = std::move(lesson);
    m_phase = Phase::Read;
    m_prediction.reset();
    m_running.reset();
    m_ticked.clear();
    m_tickedInThisRun.clear();
    m_facts.clear();
    emit begun();
    emit moved();
    emit progressed();
}

bool LessonCourse::canGoTo(Phase phase) const {
    if (!m_lesson) return false;
    switch (phase) {
    case Phase::Read:
    case Phase::Predict: return true;
    case Phase::Run: return m_prediction.has_value() || !m_lesson->question;
    case Phase::Explain: return !nextVariant() && !m_running && canGoTo(Phase::Run);
    }
    return false;
}

bool LessonCourse::goTo(Phase phase) {
    if (phase == m_phase || !canGoTo(phase)) return false;
    m_phase = phase;
    emit moved();
    return true;
}

void LessonCourse::predict(const LessonAnswer& prediction) {
    // What has been seen cannot be predicted any more.
    if (!m_facts.empty() || m_running) return;
    m_prediction = prediction;
    emit moved();
}

RunFacts LessonCourse::firstFacts() const {
    const auto found = m_facts.find(m_lesson->variants.front().name);
    return found == m_facts.end() ? RunFacts() : found->second;
}

std::optional<LessonAnswer> LessonCourse::truth() const {
    if (!m_lesson || !m_lesson->question || nextVariant()) return {};
    return answer_of(*m_lesson->question, firstFacts(), m_facts);
}

std::optional<double> LessonCourse::score() const {
    const std::optional<LessonAnswer> answer = truth();
    if (!answer || !m_prediction) return {};
    return poolscope::score(*m_lesson->question, *m_prediction, *answer, firstFacts(), m_facts);
}

std::optional<std::size_t> LessonCourse::nextVariant() const {
    if (!m_lesson) return {};
    for (std::size_t i = 0; i < m_lesson->variants.size(); ++i)
        if (!hasRun(i)) return i;
    return {};
}

bool LessonCourse::hasRun(std::size_t variant) const {
    return m_facts.find(m_lesson->variants[variant].name) != m_facts.end();
}

void LessonCourse::started(std::size_t variant, const QString& tracePath) {
    if (!m_lesson || variant >= m_lesson->variants.size()) return;
    m_running = variant;
    m_tickedInThisRun.clear();
    m_tracePath = tracePath;
    m_sinceLook.invalidate();
    emit progressed();
}

void LessonCourse::gaveUp() {
    if (!m_running) return;
    m_running.reset();
    // What was true of half a run only was not reached.
    for (const std::size_t i : m_tickedInThisRun) m_ticked.erase(i);
    m_tickedInThisRun.clear();
    emit progressed();
}

void LessonCourse::follow(const PoolState& state, const QString& tracePath) {
    if (!m_running || tracePath != m_tracePath) return;
    if (state.summary().phase == trace::PoolPhase::Ended && state.summary().configuration) {
        conclude(state, tracePath);
        return;
    }
    if (m_sinceLook.isValid() && m_sinceLook.elapsed() < kLookMs) return;
    m_sinceLook.start();
    tick(RunFacts::of(state));
}

void LessonCourse::tick(const RunFacts& facts) {
    bool news = false;
    const std::string& variant = m_lesson->variants[*m_running].name;
    for (std::size_t i = 0; i < m_lesson->checkpoints.size(); ++i) {
        if (isTicked(i) || !is_ticked(m_lesson->checkpoints[i], variant, facts, m_facts)) continue;
        m_ticked.insert(i);
        m_tickedInThisRun.insert(i);
        news = true;
    }
    if (news) emit progressed();
}

/// What was true of half a run only ("fewer than ten items are done") is not true of the run: a course and the command line, which looks at
/// the end, tick the same.
void LessonCourse::untickWhatDoesNotHold(const RunFacts& atTheEnd) {
    const std::string& variant = m_lesson->variants[*m_running].name;
    for (const std::size_t i : m_tickedInThisRun)
        if (!is_ticked(m_lesson->checkpoints[i], variant, atTheEnd, m_facts)) m_ticked.erase(i);
    m_tickedInThisRun.clear();
}

void LessonCourse::conclude(const PoolState& state, const QString& tracePath) {
    const std::size_t variant = *m_running;
    RunFacts facts;
    try {
        const trace::Reader values(tracePath.toStdString());
        facts = RunFacts::of(state, &values);
    } catch (const std::exception&) {
        facts = RunFacts::of(state);  // the file has gone: what is asked of values stays unknown
    }
    m_facts[m_lesson->variants[variant].name] = facts;
    tick(facts);
    untickWhatDoesNotHold(facts);
    m_sketches[variant] = sketch_of(state);
    m_running.reset();
    emit progressed();
    emit variantEnded(variant);
    if (!nextVariant()) emit finished();
}

std::optional<double> LessonCourse::compared(std::size_t variant) const {
    const auto facts = m_facts.find(m_lesson->variants[variant].name);
    if (!m_lesson->comparison || facts == m_facts.end()) return {};
    return m_lesson->comparison->query.evaluate(facts->second, m_facts);
}

}  // namespace poolscope::ui
