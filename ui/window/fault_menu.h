// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QWidget;

namespace poolscope::ui {

class ScenarioForm;

/// A menu of faults worth trying: each that is chosen is planned in the scenario, for its next run, as in its form. What
/// befalls a pool that runs now stands in the worker's menu (signals) and in FaultTasks. Borrows the form.
[[nodiscard]] QMenu* makeFaultMenu(ScenarioForm& form, QWidget* parent);

}  // namespace poolscope::ui
