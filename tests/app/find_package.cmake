# What an outside project sees: installs this build into a new folder, builds resources/examples/library against it
# with find_package(Poolscope), and runs that program in each start method.
#     cmake -DBUILD=... -DSOURCE=... -DCOMPILER=... -DFLAGS=... -P find_package.cmake
set(folder $ENV{TMPDIR})
if(NOT folder)
  set(folder /tmp)
endif()
string(RANDOM LENGTH 8 random)
set(folder ${folder}/ps-install-${random})

# Runs a command; when it fails, says what it printed, removes the folder and ends the test.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors TIMEOUT 240)
  if(NOT status EQUAL 0)
    file(REMOVE_RECURSE ${folder})
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}\n${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

# expect(output|errors TEXT): what the last command printed holds the text.
function(expect stream text)
  if(NOT ${stream} MATCHES "${text}")
    file(REMOVE_RECURSE ${folder})
    message(FATAL_ERROR "expected \"${text}\" in:\n${${stream}}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${folder}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE}/resources/examples/library -B ${folder}/build -G Ninja
    -DCMAKE_PREFIX_PATH=${folder}/prefix -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS})
run(${CMAKE_COMMAND} --build ${folder}/build)
foreach(method fork spawn forkserver)
  run(${folder}/build/squares ${method})
  expect(output "${method}: 100 squares, the last 9801, later 144")
  expect(errors "worker ready: blue 7")
endforeach()

run(${folder}/build/shorthand)
expect(output "1 4 9 3 7 16 25 49 a working day, long as it is")

run(${folder}/build/robust)
expect(output "lost: item 3, attempt 2, signal 11")
expect(output "timed out: item 5")
expect(output "failed: seven")
expect(output "2 done, 1 cancelled")
expect(output "stopped by seven")
expect(output "4 processes, 36")
expect(output "3 done in spite of two deaths")

# It is watched into a folder of its own, which then holds the whole run.
set(ENV{XDG_STATE_HOME} ${folder}/state)
set(ENV{XDG_RUNTIME_DIR} ${folder}/runtime)
file(MAKE_DIRECTORY ${folder}/runtime)
run(${folder}/build/watched 0)
expect(output "1 rounds, the last sum 3.14")
file(GLOB traces ${folder}/state/poolscope/runs/*/trace)
list(LENGTH traces kept)
if(NOT kept EQUAL 1)
  message(FATAL_ERROR "the run of the watched pool was not kept: ${traces}")
endif()
if(EXISTS ${folder}/prefix/bin/poolscope)
  run(${folder}/prefix/bin/poolscope trace check ${traces})
  expect(output "sound|no")
  run(${folder}/prefix/bin/poolscope hosts --json)
  expect(output "\"hosts\": \\[\\]")
endif()

# The installed programs find each other and the scenarios without the build folder.
if(EXISTS ${folder}/prefix/bin/poolscope)
  run(${folder}/prefix/bin/poolscope run ${folder}/prefix/share/poolscope/scenarios/01-default-pool.json --json)
  expect(output "\"state\": *\"succeeded\"")
  # And their own measurements, with the peers' side beside them where there is a python3.
  run(${folder}/prefix/bin/poolscope bench --quick --json --rows map_single,host_ready)
  expect(output "\"row\": *\"host_ready\"")
  if(EXISTS /usr/bin/python3)
    expect(output "\"multiprocessing.Pool\"")
  endif()
endif()
file(REMOVE_RECURSE ${folder})
