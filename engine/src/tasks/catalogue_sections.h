// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope::tasks {

// Each registers its part of the catalogue; see <poolscope/catalogue.h>.
void register_number_functions();
void register_file_functions();
void register_process_functions();
void register_loops();
void register_misbehaviour();
void register_introspection();

/// What the function "sleep" does.
void sleep_for(double seconds);

}  // namespace poolscope::tasks
