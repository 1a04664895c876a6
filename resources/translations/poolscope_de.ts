<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Poolscope</source>
        <translation>Über Poolscope</translation>
    </message>
    <message>
        <source>A process pool, and a window onto it.</source>
        <translation>Ein Prozesspool und ein Fenster, durch das man ihn sieht.</translation>
    </message>
    <message>
        <source>The window and the programs are free software under the GNU General Public License, version 3 or later.</source>
        <translation>Das Fenster und die Programme sind freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>The engine is free software under the MIT license.</source>
        <translation>Die Engine ist freie Software unter der MIT-Lizenz.</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>initializing</source>
        <translation>initialisiert</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>retiring</source>
        <translation>tritt ab</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>abgestürzt</translation>
    </message>
    <message>
        <source>maxtasksperchild</source>
        <translation>maxtasksperchild</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>terminated</source>
        <translation>terminiert</translation>
    </message>
    <message>
        <source>crashed with %1</source>
        <translation>abgestürzt mit %1</translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation>getötet durch %1</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>getötet</translation>
    </message>
    <message>
        <source>exited with code %1</source>
        <translation>mit Code %1 gegangen</translation>
    </message>
    <message>
        <source>exited</source>
        <translation>gegangen</translation>
    </message>
    <message>
        <source>initializer failed</source>
        <translation>initializer fehlgeschlagen</translation>
    </message>
    <message>
        <source>ran out of time</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>maxitemsperchild</source>
        <translation>maxitemsperchild</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>zu alt</translation>
    </message>
    <message>
        <source>over its memory limit</source>
        <translation>über der Speichergrenze</translation>
    </message>
    <message>
        <source>resized away</source>
        <translation>wegen Verkleinerung</translation>
    </message>
    <message>
        <source>ended by request, %1</source>
        <translation>auf Wunsch beendet, %1</translation>
    </message>
    <message>
        <source>left by request</source>
        <translation>auf Wunsch gegangen</translation>
    </message>
    <message>
        <source>out of memory, killed by the kernel</source>
        <translation>Speicher erschöpft, vom Kernel getötet</translation>
    </message>
    <message>
        <source>host gone</source>
        <translation>Host verschwunden</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
</context>
<context>
    <name>AdviceReport</name>
    <message>
        <source>Is there a better configuration?</source>
        <translation>Gibt es eine bessere Konfiguration?</translation>
    </message>
    <message>
        <source>A better configuration of “%1”</source>
        <translation>Eine bessere Konfiguration von „%1“</translation>
    </message>
    <message>
        <source>Configurations</source>
        <translation>Konfigurationen</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>Kürzester</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster</translation>
    </message>
    <message>
        <source>Against now</source>
        <translation>Gegen jetzt</translation>
    </message>
    <message>
        <source>The runs were made in turn with the present configuration. A difference is called certain when a rank test and a bootstrap interval agree.</source>
        <translation>Die Läufe wechselten sich mit der jetzigen Konfiguration ab. Ein Unterschied heißt sicher, wenn ein Rangtest und ein Bootstrap-Intervall übereinstimmen.</translation>
    </message>
    <message>
        <source>Code of the better one</source>
        <translation>Code der besseren</translation>
    </message>
    <message>
        <source>Code of the present one</source>
        <translation>Code der jetzigen</translation>
    </message>
    <message>
        <source>Python, with multiprocessing</source>
        <translation>Python, mit multiprocessing</translation>
    </message>
    <message>
        <source>C++, with Poolscope&apos;s library</source>
        <translation>C++, mit der Bibliothek von Poolscope</translation>
    </message>
    <message>
        <source>Every run, as CSV</source>
        <translation>Jeder Lauf, als CSV</translation>
    </message>
    <message>
        <source>Made by Poolscope.</source>
        <translation>Erstellt von Poolscope.</translation>
    </message>
    <message>
        <source>the document of the search cannot be read</source>
        <translation>das Dokument der Suche lässt sich nicht lesen</translation>
    </message>
</context>
<context>
    <name>AreaTotals</name>
    <message>
        <source>%1 – %2 (%3) × %4:  %5,  busy %6</source>
        <translation>%1 – %2 (%3) × %4:  %5,  beschäftigt %6</translation>
    </message>
    <message numerus="yes">
        <source>1 worker</source>
        <translation>
            <numerusform>1 Worker</numerusform>
            <numerusform>1 Worker</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n Worker</numerusform>
            <numerusform>%n Worker</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 task</source>
        <translation>
            <numerusform>1 Task</numerusform>
            <numerusform>1 Task</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tasks</source>
        <translation>
            <numerusform>%n Task</numerusform>
            <numerusform>%n Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>,  p50 %1,  p95 %2</source>
        <translation>,  p50 %1,  p95 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 crash</source>
        <translation>
            <numerusform>1 Absturz</numerusform>
            <numerusform>1 Absturz</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n crashes</source>
        <translation>
            <numerusform>%n Absturz</numerusform>
            <numerusform>%n Abstürze</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AxisQuantity</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ns</source>
        <translation>%1 ns</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 Tsd.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source> %1 makes more than the whole gap; other parts make up for some of it.</source>
        <translation> %1 macht mehr als den ganzen Abstand; andere Teile gleichen etwas davon aus.</translation>
    </message>
    <message>
        <source> %1 of the gap is %2.</source>
        <translation> %1 des Abstands ist %2.</translation>
    </message>
    <message>
        <source>whole run</source>
        <translation>ganzer Lauf</translation>
    </message>
    <message>
        <source>work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>first result</source>
        <translation>erstes Ergebnis</translation>
    </message>
    <message>
        <source>median task</source>
        <translation>mittlerer Task</translation>
    </message>
    <message>
        <source>From the start of the pool until it has ended</source>
        <translation>Vom Start des Pools bis zu seinem Ende</translation>
    </message>
    <message>
        <source>From the first submission until every item was settled</source>
        <translation>Vom ersten Einreichen, bis jedes Element erledigt war</translation>
    </message>
    <message>
        <source>From the first submission until the first result was there</source>
        <translation>Vom ersten Einreichen, bis das erste Ergebnis da war</translation>
    </message>
    <message>
        <source>Half of the tasks took less time in their worker</source>
        <translation>Die Hälfte der Tasks brauchte in ihrem Worker weniger Zeit</translation>
    </message>
    <message>
        <source>start-up</source>
        <translation>Anlaufen</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>recycling</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>no worker</source>
        <translation>kein Worker</translation>
    </message>
    <message>
        <source>Running tasks that ended well</source>
        <translation>Ausführen von Tasks, die gut endeten</translation>
    </message>
    <message>
        <source>Starting workers and their initializers</source>
        <translation>Starten von Workern und ihren Initializern</translation>
    </message>
    <message>
        <source>Carrying tasks and results</source>
        <translation>Befördern von Tasks und Ergebnissen</translation>
    </message>
    <message>
        <source>Replacing workers that left in order</source>
        <translation>Ersetzen von Workern, die geordnet gingen</translation>
    </message>
    <message>
        <source>Running tasks in vain, replacing workers that died, standing still by a signal</source>
        <translation>Vergebliches Ausführen von Tasks, Ersetzen gestorbener Worker, Stillstand durch ein Signal</translation>
    </message>
    <message>
        <source>Idle workers: no work, or the last tasks ran elsewhere</source>
        <translation>Untätige Worker: keine Arbeit, oder die letzten Tasks liefen anderswo</translation>
    </message>
    <message>
        <source>No process in the slot</source>
        <translation>Kein Prozess im Slot</translation>
    </message>
    <message>
        <source>%1 is %3 to %4 times slower than %2.</source>
        <translation>%1 ist %3- bis %4-mal langsamer als %2.</translation>
    </message>
    <message>
        <source>%1 is %3 to %4 times faster than %2.</source>
        <translation>%1 ist %3- bis %4-mal schneller als %2.</translation>
    </message>
    <message>
        <source>%1 takes as long as %2, to within %3.</source>
        <translation>%1 dauert so lange wie %2, bis auf %3.</translation>
    </message>
    <message>
        <source>%1 took %3 times as long as %2 this time. So few runs tell nothing about chance: run each again, with the same settings.</source>
        <translation>%1 dauerte diesmal %3-mal so lange wie %2. So wenige Läufe sagen nichts über den Zufall: jeden mit denselben Werten noch einmal ausführen.</translation>
    </message>
    <message>
        <source>%1 took %3 times as long as %2 (%4 to %5), which is not certain yet</source>
        <translation>%1 dauerte %3-mal so lange wie %2 (%4 bis %5), was noch nicht sicher ist</translation>
    </message>
    <message>
        <source>: one more run of each may tell.</source>
        <translation>: Ein weiterer Lauf von jedem kann es zeigen.</translation>
    </message>
    <message>
        <source>: about %1 more runs of each would tell.</source>
        <translation>: Etwa %1 weitere Läufe von jedem würden es zeigen.</translation>
    </message>
    <message>
        <source>the group %1</source>
        <translation>die Gruppe %1</translation>
    </message>
    <message>
        <source>Nothing can be said of %1 and %2: one of them has no run that did the same and came so far.</source>
        <translation>Über %1 und %2 lässt sich nichts sagen: von einem gibt es keinen Lauf, der dasselbe tat und so weit kam.</translation>
    </message>
</context>
<context>
    <name>ComparisonReport</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Nicht erledigt</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (Vergleichslauf)</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>No setting: the runs are repetitions of one configuration.</source>
        <translation>Keine Einstellung: die Läufe sind Wiederholungen.</translation>
    </message>
    <message>
        <source>The runs were not made under the same conditions.</source>
        <translation>Die Läufe wurden nicht unter gleichen Bedingungen gemacht.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
    <message>
        <source>Where the time of each configuration went; the table has the figures.</source>
        <translation>Wo die Zeit jeder Einstellung blieb; die Tabelle hat die Zahlen.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings and what came of them: a line for each run.</source>
        <translation>Einstellungen und was dabei herauskam: eine Linie für jeden Lauf.</translation>
    </message>
    <message>
        <source>Runs compared</source>
        <translation>Läufe im Vergleich</translation>
    </message>
    <message>
        <source>%1 runs, compared by %2 · %3</source>
        <translation>%1 Läufe, verglichen nach %2 · %3</translation>
    </message>
    <message>
        <source>%1 repetitions of one configuration.</source>
        <translation>%1 Wiederholungen einer Einstellung.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Timelines</source>
        <translation>Zeitachsen</translation>
    </message>
    <message>
        <source>The runs over each other on one axis, which begins at the first submission.</source>
        <translation>Die Läufe übereinander auf einer Achse, die bei der ersten Abgabe beginnt.</translation>
    </message>
    <message>
        <source>The runs, as CSV</source>
        <translation>Die Läufe als CSV</translation>
    </message>
    <message>
        <source>Made by Poolscope from the traces of the runs.</source>
        <translation>Von Poolscope aus den Aufzeichnungen der Läufe gemacht.</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>%1 in slot %2</source>
        <translation>%1 in Slot %2</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Given out</source>
        <translation>Ausgegeben</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>In transport</source>
        <translation>Im Transport</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Runs for</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Ran for</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>Its worker</source>
        <translation>Sein Worker</translation>
    </message>
    <message>
        <source>Last lines of its standard error</source>
        <translation>Letzte Zeilen seiner Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>Last lines of standard error</source>
        <translation>Letzte Zeilen der Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Kam aus</translation>
    </message>
    <message>
        <source>item %1 of %2, in no worker</source>
        <translation>Element %1 von %2, in keinem Worker</translation>
    </message>
    <message>
        <source>item %1 of %2, attempt %3, in %4 (pid %5)</source>
        <translation>Element %1 von %2, Versuch %3, in %4 (PID %5)</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Start method</source>
        <translation>Startmethode</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Ready after</source>
        <translation>Bereit nach</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>Initializer</translation>
    </message>
    <message>
        <source>Lived for</source>
        <translation>Lebte</translation>
    </message>
    <message>
        <source>Lives for</source>
        <translation>Lebt seit</translation>
    </message>
    <message>
        <source>Runs task</source>
        <translation>Führt Task aus</translation>
    </message>
    <message>
        <source>In its lane</source>
        <translation>In seiner Lane</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>Tasks fertig</translation>
    </message>
    <message>
        <source>Items done</source>
        <translation>Elemente fertig</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Most memory</source>
        <translation>Höchster Speicher</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Task %1</source>
        <translation>Task %1</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>item %1</source>
        <translation>Element %1</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, von %2 bis %3</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>%1, not kept in the trace</source>
        <translation>%1, nicht in der Aufzeichnung</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… und %1 weitere</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>Element %1</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Error type</source>
        <translation>Fehlertyp</translation>
    </message>
    <message>
        <source>(not in the trace)</source>
        <translation>(nicht in der Aufzeichnung)</translation>
    </message>
    <message>
        <source>Batch %1</source>
        <translation>Batch %1</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, more to come</source>
        <translation>%1, weitere folgen</translation>
    </message>
    <message>
        <source>Chunk size</source>
        <translation>Chunkgröße</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Eingereicht</translation>
    </message>
    <message>
        <source>First start after</source>
        <translation>Erster Start nach</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauerte</translation>
    </message>
    <message>
        <source>Takes so far</source>
        <translation>Dauert bisher</translation>
    </message>
    <message>
        <source>Failing item</source>
        <translation>Fehlerhaftes Element</translation>
    </message>
    <message>
        <source>First error</source>
        <translation>Erster Fehler</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>not there yet at this moment</source>
        <translation>zu diesem Zeitpunkt noch nicht da</translation>
    </message>
</context>
<context>
    <name>FaultMenu</name>
    <message>
        <source>&amp;Faults for the next run</source>
        <translation>&amp;Fehler für den nächsten Lauf</translation>
    </message>
    <message>
        <source>&amp;No faults</source>
        <translation>&amp;Keine Fehler</translation>
    </message>
</context>
<context>
    <name>FaultWords</name>
    <message>
        <source>worker %1</source>
        <translation>Worker %1</translation>
    </message>
    <message>
        <source>every worker of slot %1</source>
        <translation>jeder Worker von Slot %1</translation>
    </message>
    <message>
        <source>every worker</source>
        <translation>jeder Worker</translation>
    </message>
    <message>
        <source>at its start</source>
        <translation>bei seinem Start</translation>
    </message>
    <message>
        <source>in the initializer</source>
        <translation>im initializer</translation>
    </message>
    <message>
        <source>whenever it is idle</source>
        <translation>immer wenn er untätig ist</translation>
    </message>
    <message>
        <source>while idle before its %1 task</source>
        <translation>untätig vor seinem %1 Task</translation>
    </message>
    <message>
        <source>while reading any task</source>
        <translation>beim Lesen jedes Tasks</translation>
    </message>
    <message>
        <source>while reading its %1 task</source>
        <translation>beim Lesen seines %1 Tasks</translation>
    </message>
    <message>
        <source>at each of its tasks</source>
        <translation>bei jedem seiner Tasks</translation>
    </message>
    <message>
        <source>at its %1 task</source>
        <translation>bei seinem %1 Task</translation>
    </message>
    <message>
        <source>while writing any result</source>
        <translation>beim Schreiben jedes Ergebnisses</translation>
    </message>
    <message>
        <source>while writing a result of its %1 task</source>
        <translation>beim Schreiben eines Ergebnisses seines %1 Tasks</translation>
    </message>
    <message>
        <source>kill %1</source>
        <translation>%1 töten</translation>
    </message>
    <message>
        <source>stop %1 for %2</source>
        <translation>%1 für %2 anhalten</translation>
    </message>
    <message>
        <source>stop %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>segfault in %1</source>
        <translation>Speicherzugriffsfehler in %1</translation>
    </message>
    <message>
        <source>abort %1</source>
        <translation>%1 abbrechen (SIGABRT)</translation>
    </message>
    <message>
        <source>%1 exits with code %2</source>
        <translation>%1 geht mit Code %2</translation>
    </message>
    <message>
        <source>delay %1 by %2</source>
        <translation>%1 um %2 verzögern</translation>
    </message>
    <message>
        <source>%1 throws</source>
        <translation>%1 wirft einen Fehler</translation>
    </message>
    <message>
        <source>refuse the start of %1 with %2</source>
        <translation>Start verweigern: %1, mit %2</translation>
    </message>
    <message>
        <source>refuse every start with %1</source>
        <translation>jeden Start verweigern, mit %1</translation>
    </message>
    <message>
        <source>refuse the %1 start with %2</source>
        <translation>den %1 Start verweigern, mit %2</translation>
    </message>
    <message>
        <source>refuse %1 starts from the %2 on with %3</source>
        <translation>%1 Starts ab dem %2 verweigern, mit %3</translation>
    </message>
    <message>
        <source>the disk is full after %1 of trace</source>
        <translation>die Platte ist voll nach %1 Aufzeichnung</translation>
    </message>
    <message>
        <source>who follows the trace reads %1 a second</source>
        <translation>wer der Aufzeichnung folgt, liest %1 in der Sekunde</translation>
    </message>
    <message>
        <source>results of %1 are never taken before %2</source>
        <translation>Ergebnisse werden nie abgeholt: %1, vor %2</translation>
    </message>
    <message>
        <source>results of %1 are not taken for %2 from its %3 task on</source>
        <translation>Ergebnisse werden %2 lang nicht abgeholt: %1, ab dem %3 Task</translation>
    </message>
    <message>
        <source>, in %1 of the cases</source>
        <translation>, in %1 der Fälle</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>SIGKILL: gone at once, as by the out-of-memory killer</source>
        <translation>SIGKILL: sofort weg, wie durch den OOM-Killer</translation>
    </message>
    <message>
        <source>SIGSTOP: it stands still, for a time or until it is continued</source>
        <translation>SIGSTOP: er steht still, für eine Zeit oder bis er fortgesetzt wird</translation>
    </message>
    <message>
        <source>SIGSEGV: as a bad pointer does</source>
        <translation>SIGSEGV: wie bei einem falschen Zeiger</translation>
    </message>
    <message>
        <source>SIGABRT: as a failed assertion does</source>
        <translation>SIGABRT: wie bei einer verletzten Zusicherung</translation>
    </message>
    <message>
        <source>it leaves by itself, with an exit code</source>
        <translation>er geht von selbst, mit einem Exit-Code</translation>
    </message>
    <message>
        <source>it waits, then goes on</source>
        <translation>er wartet und macht dann weiter</translation>
    </message>
    <message>
        <source>an error is thrown, in the initializer or in a task</source>
        <translation>ein Fehler wird geworfen, im initializer oder in einem Task</translation>
    </message>
    <message>
        <source>the system refuses to start a worker</source>
        <translation>das System startet keinen Worker</translation>
    </message>
    <message>
        <source>the trace can be written no further</source>
        <translation>die Aufzeichnung lässt sich nicht weiterschreiben</translation>
    </message>
    <message>
        <source>who follows the trace comes late</source>
        <translation>wer der Aufzeichnung folgt, kommt zu spät</translation>
    </message>
    <message>
        <source>the host does not take results, so that the worker&apos;s lane fills</source>
        <translation>der Host holt keine Ergebnisse ab, so dass die Lane des Workers voll wird</translation>
    </message>
    <message>
        <source>before its first word to the host</source>
        <translation>vor seinem ersten Wort an den Host</translation>
    </message>
    <message>
        <source>in place of the initializer&apos;s first instruction</source>
        <translation>anstelle der ersten Anweisung des initializer</translation>
    </message>
    <message>
        <source>while it waits for its nth task</source>
        <translation>während er auf seinen n-ten Task wartet</translation>
    </message>
    <message>
        <source>when its nth task lies in the lane and is not begun</source>
        <translation>wenn sein n-ter Task in der Lane liegt und nicht begonnen ist</translation>
    </message>
    <message>
        <source>at the first item of its nth task</source>
        <translation>beim ersten Element seines n-ten Tasks</translation>
    </message>
    <message>
        <source>in the middle of writing a result of its nth task</source>
        <translation>mitten im Schreiben eines Ergebnisses seines n-ten Tasks</translation>
    </message>
</context>
<context>
    <name>FileExport</name>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 wurde nicht geschrieben.</translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>How it ended or stands</source>
        <translation>Wie es endete oder steht</translation>
    </message>
    <message>
        <source>Number of the worker: 3 is PoolWorker-3</source>
        <translation>Nummer des Workers: 3 ist PoolWorker-3</translation>
    </message>
    <message>
        <source>The worker&apos;s place in the pool, from 0</source>
        <translation>Der Platz des Workers im Pool, ab 0</translation>
    </message>
    <message>
        <source>The worker&apos;s process</source>
        <translation>Der Prozess des Workers</translation>
    </message>
    <message>
        <source>Number of the batch</source>
        <translation>Nummer des Batches</translation>
    </message>
    <message>
        <source>What is called</source>
        <translation>Was aufgerufen wird</translation>
    </message>
    <message>
        <source>Index in the batch, from 0</source>
        <translation>Index im Batch, ab 0</translation>
    </message>
    <message>
        <source>Number of the task (chunk)</source>
        <translation>Nummer des Tasks (Chunks)</translation>
    </message>
    <message>
        <source>1 the first time, more after a worker died</source>
        <translation>1 beim ersten Mal, mehr, nachdem ein Worker starb</translation>
    </message>
    <message>
        <source>How long the task ran, or has run so far</source>
        <translation>Wie lange der Task lief oder bisher läuft</translation>
    </message>
    <message>
        <source>From the batch&apos;s submission until a worker got the task</source>
        <translation>Vom Einreichen des Batches, bis ein Worker den Task bekam</translation>
    </message>
    <message>
        <source>From there until the task began</source>
        <translation>Von da, bis der Task begann</translation>
    </message>
    <message>
        <source>When it ran or happened, since the beginning of the run</source>
        <translation>Wann es lief oder geschah, seit Beginn des Laufs</translation>
    </message>
    <message>
        <source>What the function gave; compared as a number with &lt; and &gt;</source>
        <translation>Was die Funktion ergab; mit &lt; und &gt; als Zahl verglichen</translation>
    </message>
    <message>
        <source>The error&apos;s type and message</source>
        <translation>Typ und Meldung des Fehlers</translation>
    </message>
    <message>
        <source>The arguments, as Python would show them</source>
        <translation>Die Argumente, wie Python sie zeigen würde</translation>
    </message>
    <message>
        <source>What was written to standard output and error, or how much</source>
        <translation>Was auf Standardausgabe und -fehlerausgabe geschrieben wurde, oder wie viel</translation>
    </message>
    <message>
        <source>Why a worker is gone</source>
        <translation>Warum ein Worker weg ist</translation>
    </message>
    <message>
        <source>There is no ( for this )</source>
        <translation>Zu dieser ) gibt es keine (</translation>
    </message>
    <message>
        <source>A condition is missing after OR</source>
        <translation>Nach OR fehlt eine Bedingung</translation>
    </message>
    <message>
        <source>A condition is missing before OR</source>
        <translation>Vor OR fehlt eine Bedingung</translation>
    </message>
    <message>
        <source>- says &quot;not&quot;: a condition is missing right behind it</source>
        <translation>- heißt „nicht“: gleich dahinter fehlt eine Bedingung</translation>
    </message>
    <message>
        <source>A comma stands between values of one field: state:failed,lost</source>
        <translation>Ein Komma steht zwischen Werten eines Feldes: state:failed,lost</translation>
    </message>
    <message>
        <source>A field is missing before %1</source>
        <translation>Vor %1 fehlt ein Feld</translation>
    </message>
    <message>
        <source>The ) for this ( is missing</source>
        <translation>Die ) zu dieser ( fehlt</translation>
    </message>
    <message>
        <source>The rows here have no %1. Fields: %2</source>
        <translation>Die Zeilen hier haben kein %1. Felder: %2</translation>
    </message>
    <message>
        <source>%1 is no field. To find it as text, put it in quotes. Fields: %2</source>
        <translation>%1 ist kein Feld. Als Text wird es in Anführungszeichen gesucht. Felder: %2</translation>
    </message>
    <message>
        <source>The quote is not closed</source>
        <translation>Das Anführungszeichen ist nicht geschlossen</translation>
    </message>
    <message>
        <source>%1 takes : and names</source>
        <translation>%1 nimmt : und Namen</translation>
    </message>
    <message>
        <source>A number is expected after %1</source>
        <translation>Nach %1 wird eine Zahl erwartet</translation>
    </message>
    <message>
        <source>%1 is one of %2</source>
        <translation>%1 ist eines von %2</translation>
    </message>
    <message>
        <source>%1 takes whole numbers: 7, 1,3 or 10..20</source>
        <translation>%1 nimmt ganze Zahlen: 7, 1,3 oder 10..20</translation>
    </message>
    <message>
        <source>%1 takes a time in %2: 2s or 10ms..50ms</source>
        <translation>%1 nimmt eine Zeit in %2: 2s oder 10ms..50ms</translation>
    </message>
    <message>
        <source>%1 takes a text, or after &lt; and &gt; a size in %2</source>
        <translation>%1 nimmt einen Text, oder nach &lt; und &gt; eine Größe in %2</translation>
    </message>
    <message>
        <source>A text is expected after %1, in quotes if it has blanks</source>
        <translation>Nach %1 wird ein Text erwartet, mit Leerzeichen in Anführungszeichen</translation>
    </message>
</context>
<context>
    <name>LaneHeader</name>
    <message>
        <source>slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>life</source>
        <translation>Leben</translation>
    </message>
    <message>
        <source>pid</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>busy in view</source>
        <translation>tätig</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Useful work</source>
        <translation>Nützliche Arbeit</translation>
    </message>
    <message>
        <source>Wasted work</source>
        <translation>Vergeudete Arbeit</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Initializing</source>
        <translation>Initialisieren</translation>
    </message>
    <message>
        <source>Recycling</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>After a crash</source>
        <translation>Nach einem Absturz</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Idle: no work</source>
        <translation>Untätig: keine Arbeit</translation>
    </message>
    <message>
        <source>Idle: paused</source>
        <translation>Untätig: Pool angehalten</translation>
    </message>
    <message>
        <source>Idle: not fed</source>
        <translation>Untätig: nicht gefüttert</translation>
    </message>
    <message>
        <source>Idle: tail</source>
        <translation>Untätig: Ausklang</translation>
    </message>
    <message>
        <source>No worker</source>
        <translation>Kein Worker</translation>
    </message>
    <message>
        <source>Running tasks that ended well, or still run.</source>
        <translation>Ausführen von Tasks, die gut endeten oder noch laufen.</translation>
    </message>
    <message>
        <source>Running tasks that failed, were lost, ran out of time or were cancelled.</source>
        <translation>Ausführen von Tasks, die fehlschlugen, verloren gingen, ihre Zeit überschritten oder abgebrochen wurden.</translation>
    </message>
    <message>
        <source>A task on its way to a worker that waits, or its result back. Larger chunks need less of it.</source>
        <translation>Ein Task auf dem Weg zu einem wartenden Worker oder sein Ergebnis zurück. Größere Chunks brauchen weniger davon.</translation>
    </message>
    <message>
        <source>Until a new process runs. The start method decides how long.</source>
        <translation>Bis ein neuer Prozess läuft. Die Startmethode entscheidet, wie lange.</translation>
    </message>
    <message>
        <source>The initializer of a new worker, before its first task.</source>
        <translation>Der initializer eines neuen Workers, vor seinem ersten Task.</translation>
    </message>
    <message>
        <source>From a worker&apos;s retiring until its successor is ready. A larger maxtasksperchild makes it rarer.</source>
        <translation>Vom Abtreten eines Workers, bis sein Nachfolger bereit ist. Ein größeres maxtasksperchild macht es seltener.</translation>
    </message>
    <message>
        <source>From a worker&apos;s death until its replacement is ready.</source>
        <translation>Vom Tod eines Workers, bis sein Ersatz bereit ist.</translation>
    </message>
    <message>
        <source>Stopped by a signal (SIGSTOP) until it was continued.</source>
        <translation>Durch ein Signal (SIGSTOP) angehalten, bis er fortgesetzt wurde.</translation>
    </message>
    <message>
        <source>Everything that was submitted was done.</source>
        <translation>Alles Eingereichte war fertig.</translation>
    </message>
    <message>
        <source>Tasks waited while the pool was paused.</source>
        <translation>Tasks warteten, während der Pool angehalten war.</translation>
    </message>
    <message>
        <source>Tasks waited to be handed out, or a batch&apos;s input was still being read.</source>
        <translation>Tasks warteten auf die Ausgabe, oder die Eingabe eines Batches wurde noch gelesen.</translation>
    </message>
    <message>
        <source>The last tasks ran in other workers. Smaller chunks at the end make it shorter.</source>
        <translation>Die letzten Tasks liefen in anderen Workern. Kleinere Chunks am Ende verkürzen es.</translation>
    </message>
    <message>
        <source>No process in the slot: before its first, after its last.</source>
        <translation>Kein Prozess im Slot: vor seinem ersten, nach seinem letzten.</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verlegt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>gelungen</translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>zugewiesen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>closing</source>
        <translation>schließt</translation>
    </message>
    <message>
        <source>terminating</source>
        <translation>terminiert</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>kaputt</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>Output</name>
    <message>
        <source>out %1</source>
        <translation>out %1</translation>
    </message>
    <message>
        <source>err %1</source>
        <translation>err %1</translation>
    </message>
</context>
<context>
    <name>PlotPicture</name>
    <message>
        <source>Charts of a run</source>
        <translation>Diagramme eines Laufs</translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message>
        <source>%1 ns</source>
        <translation>%1 ns</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ReportPictures</name>
    <message>
        <source>Timeline: %1 slots over %2, with a lane for each slot.</source>
        <translation>Zeitachse: %1 Slots über %2, mit einer Spur je Slot.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
</context>
<context>
    <name>Rerun</name>
    <message>
        <source>the trace does not say which function was called</source>
        <translation>die Aufzeichnung sagt nicht, welche Funktion aufgerufen wurde</translation>
    </message>
    <message>
        <source>their arguments were too long to be kept in the trace</source>
        <translation>ihre Argumente waren zu lang für die Aufzeichnung</translation>
    </message>
    <message>
        <source>their arguments are not in the trace</source>
        <translation>ihre Argumente stehen nicht in der Aufzeichnung</translation>
    </message>
    <message>
        <source>their arguments in the trace are damaged</source>
        <translation>ihre Argumente in der Aufzeichnung sind beschädigt</translation>
    </message>
</context>
<context>
    <name>RunReport</name>
    <message>
        <source>… and %1 more.</source>
        <translation>… und %1 weitere.</translation>
    </message>
    <message>
        <source>What was not done, and why</source>
        <translation>Was nicht fertig wurde, und warum</translation>
    </message>
    <message>
        <source>Every item that came to its end was done.</source>
        <translation>Jedes Element, das zu Ende kam, wurde fertig.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>in a chunk of %1</source>
        <translation>in einem Chunk von %1</translation>
    </message>
    <message>
        <source>Worker lives</source>
        <translation>Leben der Worker</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>Life</source>
        <translation>Leben</translation>
    </message>
    <message>
        <source>Pid</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Gestartet durch</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Most memory</source>
        <translation>Höchster Speicher</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>lives</source>
        <translation>Leben</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>useful: tasks that ended well</source>
        <translation>nützlich: Tasks, die gut endeten</translation>
    </message>
    <message>
        <source>wasted: tasks that failed, were lost, timed out or cancelled</source>
        <translation>vergeudet: Tasks, die fehlschlugen, verloren gingen, ihre Zeit überschritten oder abgebrochen wurden</translation>
    </message>
    <message>
        <source>transport: tasks and results on their way</source>
        <translation>Transport: Tasks und Ergebnisse unterwegs</translation>
    </message>
    <message>
        <source>starting processes</source>
        <translation>Starten von Prozessen</translation>
    </message>
    <message>
        <source>initializers</source>
        <translation>Initializer</translation>
    </message>
    <message>
        <source>recycling: replacing workers that retired</source>
        <translation>Erneuern: Ersetzen von Workern, die abtraten</translation>
    </message>
    <message>
        <source>crashes: until a replacement was ready</source>
        <translation>Abstürze: bis ein Ersatz bereit war</translation>
    </message>
    <message>
        <source>stopped by a signal</source>
        <translation>durch ein Signal angehalten</translation>
    </message>
    <message>
        <source>idle: no work was there</source>
        <translation>untätig: keine Arbeit war da</translation>
    </message>
    <message>
        <source>idle: the pool was paused</source>
        <translation>untätig: der Pool war angehalten</translation>
    </message>
    <message>
        <source>idle: work waited to be handed out</source>
        <translation>untätig: Arbeit wartete auf die Ausgabe</translation>
    </message>
    <message>
        <source>idle: others had the last tasks</source>
        <translation>untätig: andere hatten die letzten Tasks</translation>
    </message>
    <message>
        <source>no process in the slot</source>
        <translation>kein Prozess im Slot</translation>
    </message>
    <message>
        <source>items done</source>
        <translation>Elemente fertig</translation>
    </message>
    <message>
        <source>items not done</source>
        <translation>Elemente nicht fertig</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>items a second</source>
        <translation>Elemente je Sekunde</translation>
    </message>
    <message>
        <source>useful time</source>
        <translation>nützliche Zeit</translation>
    </message>
    <message>
        <source>workers started</source>
        <translation>gestartete Worker</translation>
    </message>
    <message>
        <source>workers that ended badly</source>
        <translation>Worker, die schlecht endeten</translation>
    </message>
    <message>
        <source>latency p50</source>
        <translation>Latenz p50</translation>
    </message>
    <message>
        <source>latency p95</source>
        <translation>Latenz p95</translation>
    </message>
    <message>
        <source>latency p99</source>
        <translation>Latenz p99</translation>
    </message>
    <message>
        <source>Not done: %1 failed, %2 lost, %3 timed out, %4 cancelled.</source>
        <translation>Nicht fertig: %1 fehlgeschlagen, %2 verloren, %3 Zeit überschritten, %4 abgebrochen.</translation>
    </message>
    <message>
        <source>Configuration and environment</source>
        <translation>Einstellung und Umgebung</translation>
    </message>
    <message>
        <source>start method</source>
        <translation>Startmethode</translation>
    </message>
    <message>
        <source>%1 deaths in %2</source>
        <translation>%1 Todesfälle in %2</translation>
    </message>
    <message>
        <source>attempts of an item</source>
        <translation>Versuche je Element</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>seed</translation>
    </message>
    <message>
        <source>output of tasks</source>
        <translation>Ausgabe der Tasks</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>aufgefangen</translation>
    </message>
    <message>
        <source>not captured</source>
        <translation>nicht aufgefangen</translation>
    </message>
    <message>
        <source>faults on order</source>
        <translation>Fehler auf Bestellung</translation>
    </message>
    <message>
        <source>changed at %1</source>
        <translation>geändert bei %1</translation>
    </message>
    <message>
        <source>program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>host process</source>
        <translation>Host-Prozess</translation>
    </message>
    <message>
        <source>records of the trace</source>
        <translation>Einträge der Aufzeichnung</translation>
    </message>
    <message>
        <source>records that were not believed</source>
        <translation>Einträge, die nicht geglaubt wurden</translation>
    </message>
    <message>
        <source>The scenario</source>
        <translation>Das Szenario</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
    <message>
        <source>%1 slots x %2 = %3 of worker time. Each nanosecond of it has one cause.</source>
        <translation>%1 Slots x %2 = %3 Workerzeit. Jede Nanosekunde davon hat eine Ursache.</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Nicht fertig</translation>
    </message>
    <message>
        <source>Chunk</source>
        <translation>Chunk</translation>
    </message>
    <message>
        <source>First error</source>
        <translation>Erster Fehler</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>A run of Poolscope</source>
        <translation>Ein Lauf von Poolscope</translation>
    </message>
    <message>
        <source>%1 · recorded by %2 %3 · %4</source>
        <translation>%1 · aufgezeichnet von %2 %3 · %4</translation>
    </message>
    <message>
        <source>The trace broke off: its host ended without a word. What was open then is shown as ended with it.</source>
        <translation>Die Aufzeichnung brach ab: ihr Host endete ohne ein Wort. Was da offen war, wird als mit ihm beendet gezeigt.</translation>
    </message>
    <message>
        <source>The recording was given up before the pool ended: what came later is not known.</source>
        <translation>Die Aufzeichnung wurde vor dem Ende des Pools aufgegeben: was später kam, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The run goes on: this is how it stood when the report was made.</source>
        <translation>Der Lauf geht weiter: so stand er, als der Bericht entstand.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Made by Poolscope from the run&apos;s trace.</source>
        <translation>Von Poolscope aus der Aufzeichnung des Laufs gemacht.</translation>
    </message>
    <message>
        <source>it is the trace itself: give the report another name</source>
        <translation>das ist die Aufzeichnung selbst: einen anderen Namen für den Bericht wählen</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>no pool</source>
        <translation>kein Pool</translation>
    </message>
    <message>
        <source>1 process</source>
        <translation>1 Prozess</translation>
    </message>
    <message>
        <source>%1 processes</source>
        <translation>%1 Prozesse</translation>
    </message>
    <message>
        <source>initializer %1</source>
        <translation>initializer %1</translation>
    </message>
    <message>
        <source>maxtasksperchild %1</source>
        <translation>maxtasksperchild %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>terminated</source>
        <translation>terminiert</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>kaputt</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>not recorded to its end</source>
        <translation>nicht bis zum Ende aufgezeichnet</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleichslauf</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>%1, of which %2 usable</source>
        <translation>%1, davon %2 nutzbar</translation>
    </message>
    <message>
        <source>Logical CPUs</source>
        <translation>Logische CPUs</translation>
    </message>
    <message>
        <source>Affinity</source>
        <translation>Affinität</translation>
    </message>
    <message>
        <source>CPUs by control group</source>
        <translation>CPUs nach Control Group</translation>
    </message>
    <message>
        <source>Load at the start</source>
        <translation>Last beim Start</translation>
    </message>
    <message>
        <source>Governor</source>
        <translation>Governor</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Memory by control group</source>
        <translation>Speicher nach Control Group</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Poolscope</source>
        <translation>Poolscope</translation>
    </message>
    <message>
        <source>did not do the same</source>
        <translation>tat nicht dasselbe</translation>
    </message>
    <message>
        <source>better: %1 to %2 %</source>
        <translation>besser: %1 bis %2 %</translation>
    </message>
    <message>
        <source>worse: %1 to %2 %</source>
        <translation>schlechter: %1 bis %2 %</translation>
    </message>
    <message>
        <source>same, within %1 %</source>
        <translation>gleich, bis auf %1 %</translation>
    </message>
    <message>
        <source>%1 %, not certain</source>
        <translation>%1 %, nicht sicher</translation>
    </message>
    <message>
        <source>Later runs of the same work are compared with this one, and with those that have its settings.</source>
        <translation>Spätere Läufe derselben Arbeit werden mit diesem verglichen und mit denen, die seine Einstellungen haben.</translation>
    </message>
    <message>
        <source>Other items were done than in the baseline: the times say nothing.</source>
        <translation>Es wurden andere Elemente erledigt als im Vergleichslauf: Die Zeiten sagen nichts.</translation>
    </message>
    <message>
        <source>Runs with these settings: %1; with the baseline&apos;s: %2.</source>
        <translation>Läufe mit diesen Einstellungen: %1; mit denen des Vergleichslaufs: %2.</translation>
    </message>
    <message>
        <source>So few tell nothing about chance: run each again, with the same settings.</source>
        <translation>So wenige sagen nichts über den Zufall: Beide mit denselben Einstellungen noch einmal laufen lassen.</translation>
    </message>
    <message>
        <source>About %1 more of each would tell.</source>
        <translation>Etwa %1 weitere von jedem würden es zeigen.</translation>
    </message>
    <message>
        <source>sweep, run %1</source>
        <translation>Messreihe, Lauf %1</translation>
    </message>
    <message>
        <source>sweep “%1”, run %2</source>
        <translation>Messreihe „%1“, Lauf %2</translation>
    </message>
    <message>
        <source>advice, run %1</source>
        <translation>Rat, Lauf %1</translation>
    </message>
    <message>
        <source>advice on “%1”, run %2</source>
        <translation>Rat zu „%1“, Lauf %2</translation>
    </message>
    <message>
        <source>verified prediction</source>
        <translation>geprüfte Vorhersage</translation>
    </message>
    <message>
        <source>verified prediction of “%1”</source>
        <translation>geprüfte Vorhersage zu „%1“</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>these %1 runs: %2</source>
        <translation>diese %1 Läufe: %2</translation>
    </message>
    <message>
        <source>The figure is of the medians of these runs, not of this one alone.</source>
        <translation>Die Zahl gilt für die Mediane dieser Läufe, nicht für diesen allein.</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>demo “%1”</source>
        <translation>Demo „%1“</translation>
    </message>
</context>
<context>
    <name>Signal</name>
    <message>
        <source>signal %1</source>
        <translation>Signal %1</translation>
    </message>
</context>
<context>
    <name>SpanText</name>
    <message>
        <source>item %1</source>
        <translation>Element %1</translation>
    </message>
    <message>
        <source>items %1–%2</source>
        <translation>Elemente %1–%2</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>Worker %1</translation>
    </message>
    <message>
        <source>worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>running task %1</source>
        <translation>führt Task %1 aus</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>slot %1: nothing yet</source>
        <translation>Slot %1: noch nichts</translation>
    </message>
    <message>
        <source>slot %1, %2</source>
        <translation>Slot %1, %2</translation>
    </message>
    <message>
        <source>; generation %1, tasks done: %2</source>
        <translation>; Generation %1, Tasks fertig: %2</translation>
    </message>
    <message>
        <source>%1 of %2(%3), batch %4</source>
        <translation>%1 von %2(%3), Batch %4</translation>
    </message>
    <message>
        <source>what</source>
        <translation>was</translation>
    </message>
    <message>
        <source>attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>where</source>
        <translation>wo</translation>
    </message>
    <message>
        <source>%1 (pid %2), slot %3, generation %4</source>
        <translation>%1 (PID %2), Slot %3, Generation %4</translation>
    </message>
    <message>
        <source> so far</source>
        <translation> bisher</translation>
    </message>
    <message>
        <source>how long</source>
        <translation>wie lange</translation>
    </message>
    <message>
        <source>when</source>
        <translation>wann</translation>
    </message>
    <message>
        <source>process started with %1</source>
        <translation>Prozess gestartet mit %1</translation>
    </message>
    <message>
        <source>the initializer runs once in each worker</source>
        <translation>der initializer läuft einmal in jedem Worker</translation>
    </message>
    <message>
        <source>waits for a task</source>
        <translation>wartet auf einen Task</translation>
    </message>
    <message>
        <source>a task or its result is on the way</source>
        <translation>ein Task oder sein Ergebnis ist unterwegs</translation>
    </message>
    <message>
        <source>stopped by a signal; continues with SIGCONT</source>
        <translation>durch ein Signal angehalten; weiter mit SIGCONT</translation>
    </message>
    <message>
        <source>takes no more tasks and leaves: %1</source>
        <translation>nimmt keine Tasks mehr an und geht: %1</translation>
    </message>
    <message>
        <source>takes no more tasks and leaves; maxtasksperchild is %1</source>
        <translation>nimmt keine Tasks mehr an und geht; maxtasksperchild ist %1</translation>
    </message>
    <message>
        <source>takes no more tasks and leaves</source>
        <translation>nimmt keine Tasks mehr an und geht</translation>
    </message>
    <message>
        <source>why</source>
        <translation>warum</translation>
    </message>
    <message>
        <source>Slot %1: %2 tasks in %3</source>
        <translation>Slot %1: %2 Tasks in %3</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>Task %1</translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation>Exit %1</translation>
    </message>
    <message>
        <source>exited</source>
        <translation>gegangen</translation>
    </message>
    <message>
        <source>time out</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>Speicher erschöpft</translation>
    </message>
    <message>
        <source>by request</source>
        <translation>auf Wunsch</translation>
    </message>
    <message>
        <source>failed tasks</source>
        <translation>fehlgeschlagene Tasks</translation>
    </message>
    <message>
        <source>crashes</source>
        <translation>Abstürze</translation>
    </message>
    <message>
        <source>workers replaced</source>
        <translation>ersetzte Worker</translation>
    </message>
</context>
<context>
    <name>Standstill</name>
    <message>
        <source>a worker</source>
        <translation>ein Worker</translation>
    </message>
    <message>
        <source>%1 in slot %2</source>
        <translation>%1 in Slot %2</translation>
    </message>
    <message>
        <source>a task</source>
        <translation>ein Task</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>Task %1</translation>
    </message>
    <message>
        <source>task %1 (%2)</source>
        <translation>Task %1 (%2)</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 Worker</translation>
    </message>
    <message>
        <source>%1 workers</source>
        <translation>%1 Worker</translation>
    </message>
    <message>
        <source>There is no pool: nothing was started.</source>
        <translation>Es gibt keinen Pool: nichts wurde gestartet.</translation>
    </message>
    <message>
        <source>The host ended without a word, and its workers with it.</source>
        <translation>Der Host endete ohne ein Wort, und seine Worker mit ihm.</translation>
    </message>
    <message>
        <source>The pool is broken: nothing can run in it any more.</source>
        <translation>Der Pool ist kaputt: nichts kann mehr darin laufen.</translation>
    </message>
    <message>
        <source>The pool is broken: %1</source>
        <translation>Der Pool ist kaputt: %1</translation>
    </message>
    <message>
        <source>The pool has ended.</source>
        <translation>Der Pool ist zu Ende.</translation>
    </message>
    <message>
        <source>The pool is terminated; %1 have yet to go.</source>
        <translation>Der Pool ist terminiert; es müssen noch gehen: %1.</translation>
    </message>
    <message>
        <source>No batch was submitted yet.</source>
        <translation>Noch wurde kein Batch eingereicht.</translation>
    </message>
    <message>
        <source>The one batch is done; the pool waits for the next.</source>
        <translation>Der eine Batch ist fertig; der Pool wartet auf den nächsten.</translation>
    </message>
    <message>
        <source>All %1 batches are done; the pool waits for the next.</source>
        <translation>Alle %1 Batches sind fertig; der Pool wartet auf den nächsten.</translation>
    </message>
    <message>
        <source>The pool is closed and all is done; %1 have yet to go.</source>
        <translation>Der Pool ist geschlossen und alles fertig; es müssen noch gehen: %1.</translation>
    </message>
    <message>
        <source>The pool is paused: no task is handed out.</source>
        <translation>Der Pool ist angehalten: kein Task wird ausgegeben.</translation>
    </message>
    <message>
        <source>The pool is paused since %1: no task is handed out.</source>
        <translation>Der Pool ist seit %1 angehalten: kein Task wird ausgegeben.</translation>
    </message>
    <message>
        <source>What ran goes on, in %1.</source>
        <translation>Was lief, läuft weiter, in %1.</translation>
    </message>
    <message>
        <source>%1 was stopped by a signal %2 ago.</source>
        <translation>%1 wurde vor %2 durch ein Signal angehalten.</translation>
    </message>
    <message>
        <source>Its %1 waits with it.</source>
        <translation>Mit ihm wartet: %1.</translation>
    </message>
    <message>
        <source>%1 died %2 ago (%3), the last of %4 in a row without a task done: each time the pool waits longer before it tries again.</source>
        <translation>%1 starb vor %2 (%3), der letzte von %4 hintereinander ohne einen fertigen Task: jedes Mal wartet der Pool länger, bevor er es wieder versucht.</translation>
    </message>
    <message>
        <source>%1 died %2 ago (%3); its successor is not there yet.</source>
        <translation>%1 starb vor %2 (%3); der Nachfolger ist noch nicht da.</translation>
    </message>
    <message>
        <source>All %1 run their initializer%2; %3 since %4.</source>
        <translation>Alle %1 führen ihren initializer aus%2; %3 seit %4.</translation>
    </message>
    <message>
        <source>All %1 are being started; %2 since %3.</source>
        <translation>Alle %1 werden gestartet; %2 seit %3.</translation>
    </message>
    <message>
        <source>%1 leave and are replaced; %2 since %3.</source>
        <translation>%1 gehen und werden ersetzt; %2 seit %3.</translation>
    </message>
    <message>
        <source>No slot has a worker.</source>
        <translation>Kein Slot hat einen Worker.</translation>
    </message>
    <message>
        <source>All workers that can are busy (%1); the longest runs %2 in %3, since %4.</source>
        <translation>Alle Worker, die können, sind beschäftigt (%1); der längste führt %2 in %3 aus, seit %4.</translation>
    </message>
    <message>
        <source>Everything waits for the last task: %1 in %2, since %3.</source>
        <translation>Alles wartet auf den letzten Task: %1 in %2, seit %3.</translation>
    </message>
    <message>
        <source>Nothing is left to hand out: %1 tasks still run, the longest is %2 in %3, since %4.</source>
        <translation>Nichts ist mehr auszugeben: %1 Tasks laufen noch, am längsten %2 in %3, seit %4.</translation>
    </message>
    <message>
        <source>%1 are free, but the input of batch %2 gives nothing more at present: it waits for its source, or for results to be taken.</source>
        <translation>%1 sind frei, aber die Eingabe von Batch %2 gibt zurzeit nichts mehr: sie wartet auf ihre Quelle oder darauf, dass Ergebnisse abgeholt werden.</translation>
    </message>
    <message>
        <source>%1 are free and tasks wait, but the host has not handed them out; since %2.</source>
        <translation>%1 sind frei und Tasks warten, aber der Host hat sie nicht ausgegeben; seit %2.</translation>
    </message>
    <message>
        <source>Something happens: the last result came %1 ago.</source>
        <translation>Es geschieht etwas: das letzte Ergebnis kam vor %1.</translation>
    </message>
    <message>
        <source>Run the scenario (F5), or start a pool (F6).</source>
        <translation>Das Szenario ausführen (F5) oder einen Pool starten (F6).</translation>
    </message>
    <message>
        <source>Submit a batch (Ctrl+Return), or close the pool (F7).</source>
        <translation>Einen Batch einreichen (Strg+Eingabe) oder den Pool schließen (F7).</translation>
    </message>
    <message>
        <source>Resume it in the Pool menu.</source>
        <translation>Im Menü Pool fortsetzen.</translation>
    </message>
    <message>
        <source>Continue it with SIGCONT, or kill it: another takes its place, and only the item that it ran is lost.</source>
        <translation>Mit SIGCONT fortsetzen oder töten: ein anderer nimmt seinen Platz ein, und nur das Element, das er ausführte, ist verloren.</translation>
    </message>
    <message>
        <source>Look at its message and at its last output, by selecting it.</source>
        <translation>Seine Meldung und seine letzte Ausgabe ansehen: ihn wählen.</translation>
    </message>
    <message>
        <source>An initializer_timeout would end one that hangs.</source>
        <translation>Ein initializer_timeout würde einen, der hängt, beenden.</translation>
    </message>
    <message>
        <source>A task_timeout would end one that hangs; more processes would run others beside.</source>
        <translation>Ein task_timeout würde einen, der hängt, beenden; mehr Prozesse würden andere daneben ausführen.</translation>
    </message>
    <message>
        <source>Smaller chunks spread the end over all workers.</source>
        <translation>Kleinere Chunks verteilen das Ende auf alle Worker.</translation>
    </message>
    <message>
        <source>Run the scenario again (F5).</source>
        <translation>Das Szenario noch einmal ausführen (F5).</translation>
    </message>
    <message>
        <source>If it hangs: cancel it, or kill its worker, and only this item is lost. A task_timeout would end such a one by itself.</source>
        <translation>Falls er hängt: abbrechen, oder seinen Worker töten; nur dieses Element geht verloren. Ein task_timeout würde ihn von selbst beenden.</translation>
    </message>
    <message>
        <source>The recording was given up; the pool goes on, but nothing is told of it any more.</source>
        <translation>Die Aufzeichnung wurde aufgegeben; der Pool arbeitet weiter, aber von ihm wird nichts mehr berichtet.</translation>
    </message>
</context>
<context>
    <name>SweepReport</name>
    <message>
        <source>Fastest</source>
        <translation>Am schnellsten</translation>
    </message>
    <message>
        <source>Its median</source>
        <translation>Median davon</translation>
    </message>
    <message>
        <source>Configurations</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Certain</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Medians over %1, with the 95 % interval of each.</source>
        <translation>Mediane über %1, mit dem 95-%-Bereich von jedem.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>%1 from above to below, %2 from left to right. The stronger the colour, the faster.</source>
        <translation>%1 von oben nach unten, %2 von links nach rechts. Je kräftiger die Farbe, desto schneller.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Each run of each configuration. %1</source>
        <translation>Jeder Lauf jeder Einstellung. %1</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Misslungen</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 % of it</source>
        <translation>95 % davon</translation>
    </message>
    <message>
        <source>Of the fastest</source>
        <translation>Vom schnellsten</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Gemacht auf</translation>
    </message>
    <message>
        <source>A sweep of Poolscope</source>
        <translation>Eine Messreihe von Poolscope</translation>
    </message>
    <message>
        <source>A sweep of “%1” · %2</source>
        <translation>Eine Messreihe über „%1“ · %2</translation>
    </message>
    <message>
        <source>The sweep is not over: %1.</source>
        <translation>Die Messreihe ist nicht zu Ende: %1.</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>Wie sie gemacht wurde</translation>
    </message>
    <message>
        <source>The runs were interleaved in a random order. A difference is called certain when a rank test and a bootstrap interval agree; over all pairs and all looks together, one sweep in twenty at most claims one that is not there.</source>
        <translation>Die Läufe wechselten sich in zufälliger Reihenfolge ab. Sicher heißt ein Unterschied, wenn ein Rangtest und ein Bootstrap-Bereich übereinstimmen; über alle Paare und alle Blicke zusammen behauptet höchstens eine Messreihe von zwanzig einen, den es nicht gibt.</translation>
    </message>
    <message>
        <source>Every run, as CSV</source>
        <translation>Jeder Lauf als CSV</translation>
    </message>
    <message>
        <source>The sweep, as poolscope sweep takes it</source>
        <translation>Die Messreihe, wie poolscope sweep sie nimmt</translation>
    </message>
    <message>
        <source>Made by Poolscope.</source>
        <translation>Von Poolscope gemacht.</translation>
    </message>
    <message>
        <source>the document of the sweep cannot be read</source>
        <translation>das Dokument der Messreihe ist nicht zu lesen</translation>
    </message>
</context>
<context>
    <name>SweepWords</name>
    <message>
        <source>failed runs: %1</source>
        <translation>misslungene Läufe: %1</translation>
    </message>
    <message>
        <source>fastest</source>
        <translation>am schnellsten</translation>
    </message>
    <message>
        <source>certain: %1 to %2 times slower</source>
        <translation>sicher: %1- bis %2-mal langsamer</translation>
    </message>
    <message>
        <source>no difference beyond %1 %</source>
        <translation>kein Unterschied über %1 %</translation>
    </message>
    <message>
        <source>about 1 more run</source>
        <translation>etwa 1 weiterer Lauf</translation>
    </message>
    <message>
        <source>about %1 more runs</source>
        <translation>etwa %1 weitere Läufe</translation>
    </message>
    <message>
        <source>will not be settled</source>
        <translation>wird sich nicht klären</translation>
    </message>
    <message>
        <source>No run has succeeded yet.</source>
        <translation>Noch ist kein Lauf gelungen.</translation>
    </message>
    <message>
        <source>%1 takes %2.</source>
        <translation>%1 braucht %2.</translation>
    </message>
    <message>
        <source>%1 looks fastest, but that will not be settled.</source>
        <translation>%1 scheint am schnellsten, aber das wird sich nicht klären.</translation>
    </message>
    <message>
        <source>%1 looks fastest; more runs of each that would settle it: about %2.</source>
        <translation>%1 scheint am schnellsten; weitere Läufe von jedem, die es klären würden: etwa %2.</translation>
    </message>
    <message>
        <source>nothing to tell apart</source>
        <translation>nichts zu unterscheiden</translation>
    </message>
    <message>
        <source>difference certain</source>
        <translation>Unterschied sicher</translation>
    </message>
    <message>
        <source>about %1 more runs of each</source>
        <translation>etwa %1 weitere Läufe von jedem</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
    <message>
        <source>, about %1 left</source>
        <translation>, noch etwa %1</translation>
    </message>
    <message>
        <source>%1: every run failed</source>
        <translation>%1: jeder Lauf misslang</translation>
    </message>
    <message>
        <source>%1: no run yet</source>
        <translation>%1: noch kein Lauf</translation>
    </message>
    <message>
        <source>%1: median %2 of %3 runs</source>
        <translation>%1: Median %2 aus %3 Läufen</translation>
    </message>
    <message>
        <source> (95 %: %1 to %2)</source>
        <translation> (95 %: %1 bis %2)</translation>
    </message>
    <message>
        <source>Certain: %1 is the fastest.</source>
        <translation>Sicher: %1 ist am schnellsten.</translation>
    </message>
    <message>
        <source>Certain: %1 is as good as any. No different from it: %2.</source>
        <translation>Sicher: %1 ist so gut wie jede andere. Ohne Unterschied dazu: %2.</translation>
    </message>
    <message>
        <source>certain, some alike</source>
        <translation>sicher, manche gleich</translation>
    </message>
    <message>
        <source>fastest of this work</source>
        <translation>am schnellsten mit dieser Arbeit</translation>
    </message>
    <message>
        <source>Each configuration does other work: there is nothing to compare.</source>
        <translation>Jede Konfiguration tut andere Arbeit: es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Certain, of those that do the same work none is faster than: %1.</source>
        <translation>Sicher, von denen mit gleicher Arbeit ist keine schneller als: %1.</translation>
    </message>
    <message>
        <source>Of those that do the same work these look fastest, which is not certain: %1.</source>
        <translation>Von denen mit gleicher Arbeit scheinen diese am schnellsten, was nicht sicher ist: %1.</translation>
    </message>
</context>
<context>
    <name>TimeTicks</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ns</source>
        <translation>%1 ns</translation>
    </message>
</context>
<context>
    <name>TraceFile</name>
    <message>
        <source>%1 cannot be opened.</source>
        <translation>%1 lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Es gibt keine solche Datei.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a trace.</source>
        <translation>%1 ist nicht als Aufzeichnung lesbar.</translation>
    </message>
</context>
<context>
    <name>Values</name>
    <message>
        <source>(not in the trace)</source>
        <translation>(nicht in der Aufzeichnung)</translation>
    </message>
    <message>
        <source>%1 bytes, too long to be kept in the trace</source>
        <translation>%1 Bytes, zu lang für die Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>WhatIfReport</name>
    <message>
        <source>as it was</source>
        <translation>wie es war</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>What if?</source>
        <translation>Was wäre, wenn?</translation>
    </message>
    <message>
        <source>What if: %1</source>
        <translation>Was wäre, wenn: %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Start method</source>
        <translation>Startmethode</translation>
    </message>
    <message>
        <source>Chunksize</source>
        <translation>Chunksize</translation>
    </message>
    <message>
        <source>Maxtasksperchild</source>
        <translation>Maxtasksperchild</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Zwischen</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>was wäre, wenn</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>nachgeprüft</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>What was, and pale what would have been. %1</source>
        <translation>Was war, und blass, was gewesen wäre. %1</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Python, with multiprocessing</source>
        <translation>Python, mit multiprocessing</translation>
    </message>
    <message>
        <source>C++, with Poolscope&apos;s library</source>
        <translation>C++, mit der Bibliothek von Poolscope</translation>
    </message>
    <message>
        <source>Made by Poolscope.</source>
        <translation>Erstellt von Poolscope.</translation>
    </message>
    <message>
        <source>Maxitemsperchild</source>
        <translation>Maxitemsperchild</translation>
    </message>
    <message>
        <source>the run has no items that could be dealt out again</source>
        <translation>der Lauf hat keine Elemente, die sich neu verteilen ließen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::AdviceDesk</name>
    <message>
        <source>&amp;Find a better configuration</source>
        <translation>&amp;Bessere Konfiguration suchen</translation>
    </message>
    <message>
        <source>the scenario has a problem</source>
        <translation>das Szenario hat einen Fehler</translation>
    </message>
    <message>
        <source>the scenario has no batch</source>
        <translation>das Szenario hat keinen Batch</translation>
    </message>
    <message>
        <source>Simulate other settings of the scenario, and try the best few for real</source>
        <translation>Andere Einstellungen des Szenarios simulieren und die besten wenigen wirklich versuchen</translation>
    </message>
    <message>
        <source>%1
Not now: %2</source>
        <translation>%1
Jetzt nicht: %2</translation>
    </message>
    <message>
        <source>Not now: %1</source>
        <translation>Jetzt nicht: %1</translation>
    </message>
    <message>
        <source>A pool runs in this window: it takes its share of the machine, and of the times.</source>
        <translation>In diesem Fenster läuft ein Pool: Er nimmt sich seinen Teil der Maschine und der Zeiten.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::AdviceModel</name>
    <message>
        <source>longest first</source>
        <translation>längste zuerst</translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation>kürzeste zuerst</translation>
    </message>
    <message>
        <source>shuffled</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 Worker</translation>
    </message>
    <message>
        <source>%1 workers</source>
        <translation>%1 Worker</translation>
    </message>
    <message>
        <source>chunksize %1</source>
        <translation>chunksize %1</translation>
    </message>
    <message>
        <source>maxtasksperchild %1</source>
        <translation>maxtasksperchild %1</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>wie jetzt</translation>
    </message>
    <message>
        <source>faster: %1 to %2 times</source>
        <translation>schneller: %1- bis %2-mal</translation>
    </message>
    <message>
        <source>slower: %1 to %2 times</source>
        <translation>langsamer: %1- bis %2-mal</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>not certain (%1 times as long)</source>
        <translation>nicht sicher (%1-mal so lang)</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>jetzt: %1</translation>
    </message>
    <message>
        <source>best: %1</source>
        <translation>beste: %1</translation>
    </message>
    <message>
        <source>The settings that were varied</source>
        <translation>Die Einstellungen, die verändert wurden</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>By the simulation, until the last batch&apos;s end</source>
        <translation>Nach der Simulation, bis zum Ende des letzten Batches</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Of the real runs, from the pool&apos;s start to its end</source>
        <translation>Der wirklichen Läufe, vom Start des Pools bis zu seinem Ende</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Each run a dot, on one scale from zero; the line is the median</source>
        <translation>Jeder Lauf ein Punkt, auf einer Skala ab null; der Strich ist der Median</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Told only when it is certain: 95 %, over all looks and configurations together</source>
        <translation>Nur gesagt, wenn es sicher ist: 95 %, über alle Blicke und Konfigurationen zusammen</translation>
    </message>
    <message>
        <source>Against now</source>
        <translation>Gegen jetzt</translation>
    </message>
    <message>
        <source>runs: %1</source>
        <translation>Läufe: %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::AdvicePage</name>
    <message>
        <source>Configurations that are tried</source>
        <translation>Konfigurationen, die versucht werden</translation>
    </message>
    <message>
        <source>&amp;Find a better one</source>
        <translation>&amp;Bessere suchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>&amp;Use this configuration</source>
        <translation>Diese Konfiguration &amp;verwenden</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>For the real runs. It ends sooner when it is certain; a run that has begun is made to its end</source>
        <translation>Für die wirklichen Läufe. Sie endet früher, wenn es sicher ist; ein begonnener Lauf läuft zu Ende</translation>
    </message>
    <message>
        <source>Run the scenario once, simulate other settings, and try the best few for real, in turn with the present ones</source>
        <translation>Das Szenario einmal laufen lassen, andere Einstellungen simulieren und die besten wenigen im Wechsel mit den jetzigen wirklich versuchen</translation>
    </message>
    <message>
        <source>Put the selected configuration into the form; Undo takes it back</source>
        <translation>Die gewählte Konfiguration ins Formular setzen; Rückgängig nimmt sie zurück</translation>
    </message>
    <message>
        <source>how far the search is</source>
        <translation>wie weit die Suche ist</translation>
    </message>
    <message>
        <source>The search could not be started: %1</source>
        <translation>Die Suche konnte nicht gestartet werden: %1</translation>
    </message>
    <message>
        <source>Is there a better configuration?</source>
        <translation>Gibt es eine bessere Konfiguration?</translation>
    </message>
    <message>
        <source>Other settings of the scenario at the left are simulated, and the best few are tried for real,
in turn with the present ones, until it is certain which is faster.</source>
        <translation>Andere Einstellungen des Szenarios links werden simuliert und die besten wenigen wirklich versucht,
im Wechsel mit den jetzigen, bis sicher ist, welche schneller ist.</translation>
    </message>
    <message>
        <source>&amp;try for at most</source>
        <translation>&amp;höchstens versuchen</translation>
    </message>
    <message>
        <source>What can be said</source>
        <translation>Was sich sagen lässt</translation>
    </message>
    <message>
        <source>It begins ...</source>
        <translation>Es beginnt ...</translation>
    </message>
    <message>
        <source>The present configuration runs once, so that there is something to simulate with.</source>
        <translation>Die jetzige Konfiguration läuft einmal, damit es etwas zum Simulieren gibt.</translation>
    </message>
    <message>
        <source>This machine is measured by small runs: once a week that is needed.</source>
        <translation>Diese Maschine wird mit kleinen Läufen vermessen: Das ist einmal in der Woche nötig.</translation>
    </message>
    <message>
        <source>%1, at most %2 left</source>
        <translation>%1, noch höchstens %2</translation>
    </message>
    <message>
        <source>%1, the last one</source>
        <translation>%1, der letzte</translation>
    </message>
    <message>
        <source>%1 is %2 to %3 times as fast as now: %4 instead of %5.</source>
        <translation>%1: %2- bis %3-mal so schnell wie jetzt, %4 statt %5.</translation>
    </message>
    <message>
        <source>Better: %1</source>
        <translation>Besser: %1</translation>
    </message>
    <message>
        <source>So far: %1</source>
        <translation>Bisher: %1</translation>
    </message>
    <message numerus="yes">
        <source>Trying the best %n that the simulation found, in turn with the present one.</source>
        <translation>
            <numerusform>Die beste, die die Simulation fand, wird im Wechsel mit der jetzigen versucht.</numerusform>
            <numerusform>Die besten %n, die die Simulation fand, werden im Wechsel mit der jetzigen versucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>The present configuration is as good as any: nothing that was simulated is faster.</source>
        <translation>Die jetzige Konfiguration ist so gut wie jede andere: Nichts, was simuliert wurde, ist schneller.</translation>
    </message>
    <message>
        <source>The present configuration is as good as any that was tried.</source>
        <translation>Die jetzige Konfiguration ist so gut wie jede, die versucht wurde.</translation>
    </message>
    <message>
        <source>Nothing is certain yet; with more time it may be.</source>
        <translation>Noch ist nichts sicher; mit mehr Zeit vielleicht.</translation>
    </message>
    <message>
        <source>No difference is certain.</source>
        <translation>Kein Unterschied ist sicher.</translation>
    </message>
    <message>
        <source>The search ended with status %1.</source>
        <translation>Die Suche endete mit Status %1.</translation>
    </message>
    <message>
        <source>Stopped; what was measured until then stands below.</source>
        <translation>Angehalten; was bis dahin gemessen wurde, steht unten.</translation>
    </message>
    <message>
        <source>Nothing was found out.</source>
        <translation>Es wurde nichts herausgefunden.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>It is in the form now; Undo (Ctrl+Z) takes it back.</source>
        <translation>Sie steht jetzt im Formular; Rückgängig (Strg+Z) nimmt sie zurück.</translation>
    </message>
    <message>
        <source>runs: %1</source>
        <translation>Läufe: %1</translation>
    </message>
    <message>
        <source>None of the others could be run: nothing is known about them.</source>
        <translation>Keine der anderen ließ sich ausführen: über sie ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>What was found so far: an HTML page, CSV or JSON</source>
        <translation>Was bisher gefunden wurde: eine HTML-Seite, CSV oder JSON</translation>
    </message>
    <message>
        <source>The search was ended by signal %1.</source>
        <translation>Die Suche wurde von Signal %1 beendet.</translation>
    </message>
    <message>
        <source>Export what was found</source>
        <translation>Exportieren, was gefunden wurde</translation>
    </message>
    <message>
        <source>HTML, a page (*.html)</source>
        <translation>HTML, eine Seite (*.html)</translation>
    </message>
    <message>
        <source>CSV, a row a run (*.csv)</source>
        <translation>CSV, eine Zeile je Lauf (*.csv)</translation>
    </message>
    <message>
        <source>JSON, with what was found (*.json)</source>
        <translation>JSON, mit dem, was gefunden wurde (*.json)</translation>
    </message>
    <message>
        <source>Not simulated: %1.</source>
        <translation>Nicht simuliert: %1.</translation>
    </message>
    <message>
        <source>It ended too soon; what was measured until then stands below.</source>
        <translation>Sie endete zu früh; was bis dahin gemessen wurde, steht unten.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::AttachDialog</name>
    <message>
        <source>Pools on this machine</source>
        <translation>Pools auf diesem Rechner</translation>
    </message>
    <message>
        <source>Attach to a pool</source>
        <translation>An einen Pool anbinden</translation>
    </message>
    <message>
        <source>No pool runs.
A program shows its pool here when it is made with .monitor = poolscope::monitor().</source>
        <translation>Es läuft kein Pool.
Ein Programm zeigt seinen Pool hier, wenn er mit .monitor = poolscope::monitor() angelegt ist.</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>&amp;Anbinden</translation>
    </message>
    <message>
        <source>Pools of yours that run on this machine now: of other windows, of the command line, and of programs that let theirs be watched. You see all that happened from the first task on; detaching, or closing this window, changes nothing for them, save that a pool that is not to be kept running ends with its last window.</source>
        <translation>Eigene Pools, die jetzt auf diesem Rechner laufen: anderer Fenster, der Kommandozeile und von Programmen, die ihren zusehen lassen. Zu sehen ist alles vom ersten Task an; Abbinden oder Schließen des Fensters ändert für sie nichts, außer dass ein Pool, der nicht weiterlaufen soll, mit seinem letzten Fenster endet.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BarField</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BatchDraft</name>
    <message>
        <source>range() needs a %1.</source>
        <translation>range() braucht %1.</translation>
    </message>
    <message>
        <source>The %1 of range() must be a whole number.</source>
        <translation>%1 von range() muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>stop</translation>
    </message>
    <message>
        <source>step</source>
        <translation>step</translation>
    </message>
    <message>
        <source>Item %1: %2</source>
        <translation>Element %1: %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Chunksize must be a whole number.</source>
        <translation>chunksize muss eine ganze Zahl sein.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BatchForm</name>
    <message>
        <source>Su&amp;bmit</source>
        <translation>&amp;Einreichen</translation>
    </message>
    <message>
        <source>Add t&amp;o scenario</source>
        <translation>Zum Szenari&amp;o</translation>
    </message>
    <message>
        <source>choose or type a name</source>
        <translation>Namen wählen oder tippen</translation>
    </message>
    <message>
        <source>none; for example 2, &quot;three&quot;</source>
        <translation>keine; zum Beispiel 2, &quot;drei&quot;</translation>
    </message>
    <message>
        <source>none; for example &quot;seed&quot;: 1</source>
        <translation>keine; zum Beispiel &quot;seed&quot;: 1</translation>
    </message>
    <message>
        <source>&amp;method</source>
        <translation>&amp;Methode</translation>
    </message>
    <message>
        <source>How the pool is asked: once or for many items, waiting or not, in order or not.</source>
        <translation>Wie der Pool gefragt wird: einmal oder für viele Elemente, wartend oder nicht, der Reihe nach oder nicht.</translation>
    </message>
    <message>
        <source>f&amp;unction</source>
        <translation>F&amp;unktion</translation>
    </message>
    <message>
        <source>What the workers call. Typing searches in all names; the list shows what each takes.</source>
        <translation>Was die Worker aufrufen. Tippen sucht in allen Namen; die Liste zeigt, was jede nimmt.</translation>
    </message>
    <message>
        <source>ar&amp;gs</source>
        <translation>ar&amp;gs</translation>
    </message>
    <message>
        <source>Arguments by position: JSON values with commas between them.</source>
        <translation>Argumente nach Position: JSON-Werte, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>&amp;kwargs</source>
        <translation>&amp;kwargs</translation>
    </message>
    <message>
        <source>Arguments by name: &quot;name&quot;: value, with commas between them.</source>
        <translation>Argumente nach Name: &quot;name&quot;: wert, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>chunksi&amp;ze</source>
        <translation>chunksi&amp;ze</translation>
    </message>
    <message>
        <source>Items that travel and are counted together as one task. Large chunks save messages; small ones share the work more evenly, and lose less when a worker dies. Empty: chosen as CPython does.</source>
        <translation>Elemente, die zusammen reisen und als ein Task zählen. Große Chunks sparen Nachrichten; kleine verteilen die Arbeit gleichmäßiger und verlieren weniger, wenn ein Worker stirbt. Leer: gewählt wie in CPython.</translation>
    </message>
    <message>
        <source>Add this batch to those that Run starts.</source>
        <translation>Diesen Batch zu denen fügen, die Starten einreicht.</translation>
    </message>
    <message>
        <source>Send this batch to the running pool now.</source>
        <translation>Diesen Batch jetzt an den laufenden Pool schicken.</translation>
    </message>
    <message>
        <source>Sends this batch to the running pool. Not now: %1.</source>
        <translation>Schickt diesen Batch an den laufenden Pool. Jetzt nicht: %1.</translation>
    </message>
    <message>
        <source>no pool is running</source>
        <translation>es läuft kein Pool</translation>
    </message>
    <message>
        <source>Add a c&amp;opy</source>
        <translation>K&amp;opie hinzufügen</translation>
    </message>
    <message>
        <source>Calls %1.</source>
        <translation>Ruft %1 auf.</translation>
    </message>
    <message>
        <source>default: %1</source>
        <translation>Vorgabe: %1</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BatchListEditor</name>
    <message>
        <source>batches of the scenario</source>
        <translation>Batches des Szenarios</translation>
    </message>
    <message>
        <source>No batch yet: fill in the form below and add it.</source>
        <translation>Noch kein Batch: das Formular darunter ausfüllen und hinzufügen.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Start a new batch</source>
        <translation>Einen neuen Batch beginnen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Add the same batch once more</source>
        <translation>Denselben Batch noch einmal hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the batch out of the scenario</source>
        <translation>Den Batch aus dem Szenario nehmen</translation>
    </message>
    <message>
        <source>Run earlier</source>
        <translation>Früher ausführen</translation>
    </message>
    <message>
        <source>Run later</source>
        <translation>Später ausführen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BatchModel</name>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Number of the batch: one call of a method of the pool</source>
        <translation>Nummer des Batches: ein Aufruf einer Methode des Pools</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>The method and the function</source>
        <translation>Die Methode und die Funktion</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>What the function is called with</source>
        <translation>Womit die Funktion aufgerufen wird</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>How the batch stands or ended</source>
        <translation>Wie der Batch steht oder endete</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>Items that came to an end, of all</source>
        <translation>Elemente, die zu Ende kamen, von allen</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Nicht fertig</translation>
    </message>
    <message>
        <source>Items that failed, were lost, timed out or were cancelled</source>
        <translation>Elemente, die fehlschlugen, verloren gingen, ihre Zeit überschritten oder abgebrochen wurden</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Tasks (chunks), and items in each</source>
        <translation>Tasks (Chunks) und Elemente in jedem</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>From the submission to the end</source>
        <translation>Vom Einreichen bis zum Ende</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>The first error to arrive</source>
        <translation>Der erste Fehler, der ankam</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 / open</source>
        <translation>%1 / offen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BatchSummary</name>
    <message>
        <source>lines of %1</source>
        <translation>Zeilen von %1</translation>
    </message>
    <message>
        <source>[%1 items]</source>
        <translation>[%1 Elemente]</translation>
    </message>
    <message>
        <source>One task.</source>
        <translation>Ein Task.</translation>
    </message>
    <message>
        <source>The items are counted when the batch starts.</source>
        <translation>Die Elemente werden gezählt, wenn der Batch beginnt.</translation>
    </message>
    <message>
        <source>Each item is a task.</source>
        <translation>Jedes Element ist ein Task.</translation>
    </message>
    <message>
        <source>Every %1 items are a task.</source>
        <translation>Je %1 Elemente sind ein Task.</translation>
    </message>
    <message>
        <source>No items: an empty result at once.</source>
        <translation>Keine Elemente: sofort ein leeres Ergebnis.</translation>
    </message>
    <message>
        <source>1 item in 1 task.</source>
        <translation>1 Element in 1 Task.</translation>
    </message>
    <message>
        <source>%1 items in 1 task.</source>
        <translation>%1 Elemente in 1 Task.</translation>
    </message>
    <message>
        <source>%1 items, each a task.</source>
        <translation>%1 Elemente, jedes ein Task.</translation>
    </message>
    <message>
        <source>%1 items in %2 tasks of %3.</source>
        <translation>%1 Elemente in %2 Tasks zu %3.</translation>
    </message>
    <message>
        <source>%1 items in %2 tasks of %3, the last of %4.</source>
        <translation>%1 Elemente in %2 Tasks zu %3, der letzte zu %4.</translation>
    </message>
    <message>
        <source>One worker could do it all.</source>
        <translation>Ein Worker könnte alles tun.</translation>
    </message>
    <message>
        <source>At %1 a worker they take at least %2 workers.</source>
        <translation>Bei %1 je Worker braucht es mindestens %2 Worker.</translation>
    </message>
    <message>
        <source>One call; the next batch waits until it is done.</source>
        <translation>Ein Aufruf; der nächste Batch wartet, bis er fertig ist.</translation>
    </message>
    <message>
        <source>One call; the next batch starts at once.</source>
        <translation>Ein Aufruf; der nächste Batch beginnt sofort.</translation>
    </message>
    <message>
        <source>One call for each item; results in order; the next batch waits.</source>
        <translation>Ein Aufruf je Element; Ergebnisse der Reihe nach; der nächste Batch wartet.</translation>
    </message>
    <message>
        <source>One call for each item; results in order; the next batch starts at once.</source>
        <translation>Ein Aufruf je Element; Ergebnisse der Reihe nach; der nächste Batch beginnt sofort.</translation>
    </message>
    <message>
        <source>As map, but each result can be had as soon as those before it are there.</source>
        <translation>Wie map, aber jedes Ergebnis ist zu haben, sobald die davor da sind.</translation>
    </message>
    <message>
        <source>As imap, but results come as they are ready, in any order.</source>
        <translation>Wie imap, aber Ergebnisse kommen, wie sie fertig werden, in beliebiger Reihenfolge.</translation>
    </message>
    <message>
        <source>As map, but each item is a list of arguments: [2, 3] calls f(2, 3).</source>
        <translation>Wie map, aber jedes Element ist eine Liste von Argumenten: [2, 3] ruft f(2, 3) auf.</translation>
    </message>
    <message>
        <source>As starmap; the next batch starts at once.</source>
        <translation>Wie starmap; der nächste Batch beginnt sofort.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ChartsPage</name>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Shows the whole run and goes with it (End)</source>
        <translation>Zeigt den ganzen Lauf und geht mit ihm (Ende)</translation>
    </message>
    <message>
        <source>Show in Results</source>
        <translation>In Ergebnissen zeigen</translation>
    </message>
    <message>
        <source>The results of these tasks (Return in the chart)</source>
        <translation>Die Ergebnisse dieser Tasks (Eingabetaste im Diagramm)</translation>
    </message>
    <message>
        <source>Lets all durations through again (Escape)</source>
        <translation>Lässt wieder alle Dauern durch (Esc)</translation>
    </message>
    <message>
        <source>Clear the picked durations</source>
        <translation>Gewählte Dauern aufheben</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>The axis of durations</source>
        <translation>Die Achse der Dauern</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>All charts in one picture: PNG, SVG or PDF</source>
        <translation>Alle Diagramme in einem Bild: PNG, SVG oder PDF</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>picked %1 to %2 (%3)</source>
        <translation>gewählt %1 bis %2 (%3)</translation>
    </message>
    <message>
        <source>%1 tasks of %2 to %3</source>
        <translation>%1 Tasks von %2 bis %3</translation>
    </message>
    <message>
        <source>Export this chart…</source>
        <translation>Dieses Diagramm exportieren…</translation>
    </message>
    <message>
        <source>Follow the whole run</source>
        <translation>Dem ganzen Lauf folgen</translation>
    </message>
    <message>
        <source>Show the picked time only</source>
        <translation>Nur die gewählte Zeit zeigen</translation>
    </message>
    <message>
        <source>Let go of what is picked</source>
        <translation>Auswahl loslassen</translation>
    </message>
    <message>
        <source>Export charts</source>
        <translation>Diagramme exportieren</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ChoiceAnswer</name>
    <message>
        <source>%1  (you)</source>
        <translation>%1  (Sie)</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CodeActions</name>
    <message>
        <source>Copy as P&amp;ython</source>
        <translation>Als P&amp;ython kopieren</translation>
    </message>
    <message>
        <source>Copy as C&amp;++</source>
        <translation>Als C&amp;++ kopieren</translation>
    </message>
    <message>
        <source>The configuration as a Python program, with what was measured of it as a comment</source>
        <translation>Die Konfiguration als Python-Programm, mit dem Gemessenen als Kommentar</translation>
    </message>
    <message>
        <source>The configuration as a C++ program, with what was measured of it as a comment</source>
        <translation>Die Konfiguration als C++-Programm, mit dem Gemessenen als Kommentar</translation>
    </message>
    <message>
        <source>The Python program is on the clipboard.</source>
        <translation>Das Python-Programm ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The C++ program is on the clipboard.</source>
        <translation>Das C++-Programm ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Nothing was copied: %1</source>
        <translation>Nichts wurde kopiert: %1</translation>
    </message>
    <message>
        <source>Nothing was copied: no scenario is known of it.</source>
        <translation>Nichts wurde kopiert: Davon ist kein Szenario bekannt.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CodePreview</name>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>C++</source>
        <translation>C++</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy this program, which runs as it is</source>
        <translation>Dieses Programm kopieren; es läuft, wie es dasteht</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Den Code kopieren</translation>
    </message>
    <message>
        <source>%1 code of the scenario</source>
        <translation>Das Szenario als %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Comfort</name>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Einste&amp;llungen…</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>&amp;Normale Schrift</translation>
    </message>
    <message>
        <source>&amp;Presentation</source>
        <translation>&amp;Präsentation</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>Anordnung zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>F&amp;arben</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Text si&amp;ze</source>
        <translation>Schriftgrö&amp;ße</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CommandModel</name>
    <message>
        <source>not possible now</source>
        <translation>jetzt nicht möglich</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Befehl tippen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ComparisonCurves</name>
    <message>
        <source>Items settled</source>
        <translation>Erledigte Elemente</translation>
    </message>
    <message>
        <source>How long tasks took</source>
        <translation>Wie lange Tasks dauerten</translation>
    </message>
    <message>
        <source>Tasks that took at most so long</source>
        <translation>Tasks, die höchstens so lange dauerten</translation>
    </message>
    <message>
        <source>Speed-up over processes</source>
        <translation>Beschleunigung über processes</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Noch nichts zu zeigen</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>law</source>
        <translation>Gesetz</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>ideal</translation>
    </message>
    <message>
        <source>Runs that differ from the baseline in other settings, too, are left out here.</source>
        <translation>Läufe, die sich auch in anderen Einstellungen vom Vergleichslauf unterscheiden, sind hier ausgelassen.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ComparisonModel</name>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>liest…</translation>
    </message>
    <message>
        <source>The baseline: the others are compared with it</source>
        <translation>Der Vergleichslauf: die anderen werden mit ihm verglichen</translation>
    </message>
    <message>
        <source>Not complete: its trace breaks off, or goes on</source>
        <translation>Nicht vollständig: die Aufzeichnung bricht ab oder geht weiter</translation>
    </message>
    <message>
        <source>%1, baseline</source>
        <translation>%1, Vergleichslauf</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeitszeit</translation>
    </message>
    <message>
        <source>First result</source>
        <translation>Erstes Ergebnis</translation>
    </message>
    <message>
        <source>Median task</source>
        <translation>Mittlerer Task</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Nicht fertig</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>%1, not shown</source>
        <translation>%1, ausgeblendet</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>the same run as %1</source>
        <translation>derselbe Lauf wie %1</translation>
    </message>
    <message>
        <source>The same run as %1: it counts once</source>
        <translation>Derselbe Lauf wie %1: er zählt einmal</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ComparisonPage</name>
    <message>
        <source>&amp;Add runs…</source>
        <translation>Läufe &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Choose traces, or folders of runs</source>
        <translation>Aufzeichnungen oder Laufordner wählen</translation>
    </message>
    <message>
        <source>Add the run that is &amp;shown</source>
        <translation>&amp;Gezeigten Lauf hinzufügen</translation>
    </message>
    <message>
        <source>The run that the other pages show</source>
        <translation>Den Lauf, den die anderen Seiten zeigen</translation>
    </message>
    <message>
        <source>&amp;Remove from the comparison</source>
        <translation>Aus dem Vergleich &amp;nehmen</translation>
    </message>
    <message>
        <source>The run itself is kept</source>
        <translation>Der Lauf selbst bleibt</translation>
    </message>
    <message>
        <source>Make it the &amp;baseline</source>
        <translation>Zum &amp;Vergleichslauf machen</translation>
    </message>
    <message>
        <source>The others are compared with it</source>
        <translation>Die anderen werden mit ihm verglichen</translation>
    </message>
    <message>
        <source>&amp;Open this run</source>
        <translation>Diesen Lauf ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Show it in the other pages</source>
        <translation>Ihn in den anderen Seiten zeigen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Runs that are compared</source>
        <translation>Verglichene Läufe</translation>
    </message>
    <message>
        <source>Compare &amp;by</source>
        <translation>Vergleichen &amp;nach</translation>
    </message>
    <message>
        <source>A&amp;lign</source>
        <translation>Aus&amp;richten</translation>
    </message>
    <message>
        <source>Choose two runs or more: with Compare on the Runs page, with Add runs, or by dropping traces here.

Runs with the same settings count as repetitions; only those can tell a difference from chance.</source>
        <translation>Zwei oder mehr Läufe wählen: mit Vergleichen auf der Seite Läufe, mit Läufe hinzufügen oder durch Hereinziehen von Aufzeichnungen.

Läufe mit denselben Werten zählen als Wiederholungen; nur sie können einen Unterschied vom Zufall trennen.</translation>
    </message>
    <message>
        <source>What can be said</source>
        <translation>Was sich sagen lässt</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Nothing: all runs have the same settings. They are repetitions of one configuration.</source>
        <translation>Nichts: alle Läufe haben dieselben Werte. Sie sind Wiederholungen einer Einstellung.</translation>
    </message>
    <message>
        <source>Timelines</source>
        <translation>Zeitachsen</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
    <message>
        <source>Settings and what came of them</source>
        <translation>Werte und was daraus wurde</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest…</translation>
    </message>
    <message>
        <source>One run: add another to compare it with.</source>
        <translation>Ein Lauf: einen weiteren zum Vergleichen hinzufügen.</translation>
    </message>
    <message>
        <source>%1 is not complete: its trace breaks off, or the run goes on.</source>
        <translation>%1 ist nicht vollständig: die Aufzeichnung bricht ab, oder der Lauf geht weiter.</translation>
    </message>
    <message>
        <source>The runs were not made under the same conditions: see below.</source>
        <translation>Die Läufe entstanden nicht unter gleichen Bedingungen: siehe unten.</translation>
    </message>
    <message>
        <source>Brushed: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
    <message>
        <source>no run</source>
        <translation>kein Lauf</translation>
    </message>
    <message>
        <source>Drag along a scale to see which runs pass there</source>
        <translation>An einer Skala entlang ziehen zeigt, welche Läufe dort durchgehen</translation>
    </message>
    <message>
        <source>Add runs to the comparison</source>
        <translation>Läufe zum Vergleich hinzufügen</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>Den Vergleich exportieren</translation>
    </message>
    <message>
        <source>CSV, a row a run (*.csv)</source>
        <translation>CSV, je Lauf eine Zeile (*.csv)</translation>
    </message>
    <message>
        <source>JSON, with what was found (*.json)</source>
        <translation>JSON, mit dem Gefundenen (*.json)</translation>
    </message>
    <message>
        <source>%1 repetitions of one configuration.</source>
        <translation>%1 Wiederholungen einer Konfiguration.</translation>
    </message>
    <message>
        <source>The runs and what was found: an HTML page with pictures, CSV or JSON</source>
        <translation>Die Läufe und der Befund: eine HTML-Seite mit Bildern, CSV oder JSON</translation>
    </message>
    <message>
        <source>HTML, a page with pictures (*.html)</source>
        <translation>HTML, eine Seite mit Bildern (*.html)</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Shows the selected run in the other pages</source>
        <translation>Zeigt den gewählten Lauf auf den anderen Seiten</translation>
    </message>
    <message>
        <source>Left, Right, Home, End</source>
        <translation>Links, Rechts, Pos1, Ende</translation>
    </message>
    <message>
        <source>Timelines over each other: moves the cursor</source>
        <translation>Zeitachsen übereinander: bewegt die Zeitmarke</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Parallel scales: goes to another scale</source>
        <translation>Parallele Skalen: geht zu einer anderen Skala</translation>
    </message>
    <message>
        <source>Up, Down, Shift+Up, Shift+Down</source>
        <translation>Auf, Ab, Umschalt+Auf, Umschalt+Ab</translation>
    </message>
    <message>
        <source>Parallel scales: brushes from value to value; with Shift a range</source>
        <translation>Parallele Skalen: wählt von Wert zu Wert aus; mit Umschalt einen Bereich</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Lets go of the cursor, or of the brush</source>
        <translation>Lässt die Zeitmarke oder die Auswahl los</translation>
    </message>
    <message>
        <source>Not a run, and left alone: %1</source>
        <translation>Kein Lauf, unbeachtet geblieben: %1</translation>
    </message>
    <message>
        <source>Names the selected run</source>
        <translation>Gibt dem gewählten Lauf einen Namen</translation>
    </message>
    <message>
        <source>It is what is compared: choose another name.</source>
        <translation>Das ist, was verglichen wird: einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Cost</name>
    <message>
        <source>Workers that will have anything to do: only %1. Chunks are larger than a worker&apos;s share, which is %2.</source>
        <translation>Worker, die etwas zu tun haben werden: nur %1. Chunks sind größer als der Anteil eines Workers von %2.</translation>
    </message>
    <message>
        <source>There are never more than %1 tasks for %2 workers.</source>
        <translation>Es gibt nie mehr als %1 Tasks für %2 Worker.</translation>
    </message>
    <message>
        <source>%1 computes, and %2 workers share the processors (%3): more than that gain nothing.</source>
        <translation>%1 rechnet, und %2 Worker teilen sich die Prozessoren (%3): mehr bringen nichts.</translation>
    </message>
    <message>
        <source>%1 tasks of one item each take the host about %2: if items are short, larger chunks cost less.</source>
        <translation>%1 Tasks zu je einem Element kosten den Host etwa %2: sind Elemente kurz, kosten größere Chunks weniger.</translation>
    </message>
    <message>
        <source>Workers are replaced %1 times, at about %2 each with %3.</source>
        <translation>Worker werden %1-mal ersetzt, zu je etwa %2 mit %3.</translation>
    </message>
    <message>
        <source>%1 takes %2 in each worker, longer than the work that the worker does.</source>
        <translation>%1 braucht %2 in jedem Worker, länger als die Arbeit, die der Worker tut.</translation>
    </message>
    <message>
        <source>%1 processes are needed, and %2 leaves %3.</source>
        <translation>%1 Prozesse werden gebraucht, und %2 lässt %3.</translation>
    </message>
    <message>
        <source>The host needs about %1 descriptors, and RLIMIT_NOFILE allows %2.</source>
        <translation>Der Host braucht etwa %1 Deskriptoren, und RLIMIT_NOFILE erlaubt %2.</translation>
    </message>
    <message>
        <source>The workers take %1 before they do anything, and %2 are available.</source>
        <translation>Die Worker brauchen %1, bevor sie etwas tun, und %2 sind verfügbar.</translation>
    </message>
    <message>
        <source>A fresh worker holds %1 already, more than the limit of %2.</source>
        <translation>Ein frischer Worker hält schon %1, mehr als die Grenze von %2.</translation>
    </message>
    <message>
        <source>1 worker, ready after %1</source>
        <translation>1 Worker, bereit nach %1</translation>
    </message>
    <message>
        <source>%1 workers, ready after %2</source>
        <translation>%1 Worker, bereit nach %2</translation>
    </message>
    <message>
        <source>%1 tasks, %2 for each</source>
        <translation>%1 Tasks, je %2</translation>
    </message>
    <message>
        <source>%1 restarts, %2 in all</source>
        <translation>%1 Neustarts, zusammen %2</translation>
    </message>
    <message>
        <source>%1 of memory at the start</source>
        <translation>%1 Speicher am Anfang</translation>
    </message>
    <message>
        <source>%1 descriptors</source>
        <translation>%1 Deskriptoren</translation>
    </message>
    <message>
        <source>all done after %1 or more</source>
        <translation>alles erledigt nach %1 oder mehr</translation>
    </message>
    <message>
        <source>%1 tasks, fewer than workers</source>
        <translation>%1 Tasks, weniger als Worker</translation>
    </message>
    <message>
        <source>If %1 computes, %2 workers share the processors (%3): more than that gain nothing.</source>
        <translation>Falls %1 rechnet, teilen sich %2 Worker die Prozessoren (%3): mehr bringen nichts.</translation>
    </message>
    <message>
        <source>not counted: %1</source>
        <translation>nicht mitgezählt: %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CostNote</name>
    <message>
        <source>what it costs</source>
        <translation>was es kostet</translation>
    </message>
    <message>
        <source>From figures of this machine, which are measured by small runs once a week</source>
        <translation>Aus Zahlen dieses Rechners, die kleine Läufe einmal in der Woche messen</translation>
    </message>
    <message>
        <source>What it costs: %1.</source>
        <translation>Was es kostet: %1.</translation>
    </message>
    <message>
        <source>Batch %1: %2</source>
        <translation>Batch %1: %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CurveAnswer</name>
    <message>
        <source>your prediction, a bar for each; the arrow keys change it</source>
        <translation>Ihre Vorhersage, je ein Balken; die Pfeiltasten ändern ihn</translation>
    </message>
    <message>
        <source>Bars: what happened. Dashed lines: what you predicted.</source>
        <translation>Balken: was geschah. Gestrichelt: Ihre Vorhersage.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DifferingModel</name>
    <message>
        <source>machine: %1</source>
        <translation>Rechner: %1</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::EventModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Since the beginning of the run</source>
        <translation>Seit Beginn des Laufs</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Note, warning or error</source>
        <translation>Hinweis, Warnung oder Fehler</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Why the worker is gone: one of a closed list</source>
        <translation>Warum der Worker weg ist: eine Ursache aus einer festen Liste</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In Worten</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ExportProgress</name>
    <message>
        <source>Cancel the export</source>
        <translation>Den Export abbrechen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>Schreibt %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Exporter</name>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Cancelled: %1 was not written.</source>
        <translation>Abgebrochen: %1 wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>It is the trace itself: choose another name.</source>
        <translation>Das ist die Aufzeichnung selbst: einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FacetBar</name>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Values with their counts</source>
        <translation>Werte mit ihrer Anzahl</translation>
    </message>
    <message>
        <source>Shown: click to ask for it no longer</source>
        <translation>Gezeigt: Klicken verlangt es nicht mehr</translation>
    </message>
    <message>
        <source>Click to show only these</source>
        <translation>Klicken zeigt nur diese</translation>
    </message>
    <message>
        <source>%1 rows are %2</source>
        <translation>%1 Zeilen sind %2</translation>
    </message>
    <message>
        <source>%1: some of %2</source>
        <translation>%1: einige von %2</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>%1: choose which to show</source>
        <translation>%1: wählen, was gezeigt wird</translation>
    </message>
    <message>
        <source>… and %1 more: type %2: in the filter</source>
        <translation>… und %1 weitere: %2: in den Filter tippen</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 Worker</translation>
    </message>
    <message>
        <source>%1 workers</source>
        <translation>%1 Worker</translation>
    </message>
    <message>
        <source>1 batch</source>
        <translation>1 Batch</translation>
    </message>
    <message>
        <source>%1 batches</source>
        <translation>%1 Batches</translation>
    </message>
    <message>
        <source>1 kind of error</source>
        <translation>1 Fehlerart</translation>
    </message>
    <message>
        <source>%1 kinds of error</source>
        <translation>%1 Fehlerarten</translation>
    </message>
    <message>
        <source>1 attempt</source>
        <translation>1 Versuch</translation>
    </message>
    <message>
        <source>%1 different attempts</source>
        <translation>%1 verschiedene Versuche</translation>
    </message>
    <message>
        <source>The counts are of all rows, whatever the filter shows</source>
        <translation>Gezählt sind alle Zeilen, was auch der Filter zeigt</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FaultForm</name>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>too many processes for now</source>
        <translation>zurzeit zu viele Prozesse</translation>
    </message>
    <message>
        <source>no memory</source>
        <translation>kein Speicher</translation>
    </message>
    <message>
        <source>too many open files</source>
        <translation>zu viele offene Dateien</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>0: each</source>
        <translation>0: jeder</translation>
    </message>
    <message>
        <source>what the error says</source>
        <translation>was der Fehler sagt</translation>
    </message>
    <message>
        <source>whom it befalls</source>
        <translation>wen es trifft</translation>
    </message>
    <message>
        <source>worker or slot</source>
        <translation>Worker oder Slot</translation>
    </message>
    <message>
        <source>what</source>
        <translation>was</translation>
    </message>
    <message>
        <source>What goes wrong.</source>
        <translation>Was schiefgeht.</translation>
    </message>
    <message>
        <source>where</source>
        <translation>wo</translation>
    </message>
    <message>
        <source>Where in a worker&apos;s life it goes wrong.</source>
        <translation>Wo im Leben eines Workers es schiefgeht.</translation>
    </message>
    <message>
        <source>whom</source>
        <translation>wen</translation>
    </message>
    <message>
        <source>Which worker it befalls.</source>
        <translation>Welchen Worker es trifft.</translation>
    </message>
    <message>
        <source>nth</source>
        <translation>n-ter</translation>
    </message>
    <message>
        <source>At which of the worker&apos;s tasks, or which of the pool&apos;s starts, counted from 1; 0: at each.</source>
        <translation>Bei welchem Task des Workers oder welchem Start des Pools, ab 1 gezählt; 0: bei jedem.</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>From 0 to 1: how often it happens where it may. Decided by the plan&apos;s seed, so that the same plan does the same again.</source>
        <translation>Von 0 bis 1: wie oft es geschieht, wo es darf. Der Seed des Plans entscheidet, so dass derselbe Plan wieder dasselbe tut.</translation>
    </message>
    <message>
        <source>times</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>So many starts in a row are refused.</source>
        <translation>So viele Starts hintereinander werden verweigert.</translation>
    </message>
    <message>
        <source>How long it lasts. A worker that is stopped without a time stays so until it is continued.</source>
        <translation>Wie lange es dauert. Ein Worker, der ohne Zeit angehalten wird, bleibt es, bis er fortgesetzt wird.</translation>
    </message>
    <message>
        <source>exit code</source>
        <translation>Exit-Code</translation>
    </message>
    <message>
        <source>What the worker leaves with, from 0 to 255.</source>
        <translation>Womit der Worker geht, von 0 bis 255.</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>What the system says.</source>
        <translation>Was das System sagt.</translation>
    </message>
    <message>
        <source>How much is written before the disk is full, or read in a second.</source>
        <translation>Wie viel geschrieben wird, bis die Platte voll ist, oder in einer Sekunde gelesen.</translation>
    </message>
    <message>
        <source>message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>What the error says.</source>
        <translation>Was der Fehler sagt.</translation>
    </message>
    <message>
        <source>every worker</source>
        <translation>jeder Worker</translation>
    </message>
    <message>
        <source>Each one that there will be</source>
        <translation>Jeden, den es geben wird</translation>
    </message>
    <message>
        <source>worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>One life: PoolWorker-N, numbered from 1</source>
        <translation>Ein Leben: PoolWorker-N, ab 1 gezählt</translation>
    </message>
    <message>
        <source>slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>Every life in one place of the pool, numbered from 0</source>
        <translation>Jedes Leben an einem Platz des Pools, ab 0 gezählt</translation>
    </message>
    <message>
        <source>must be a whole number from %1 to %2</source>
        <translation>muss eine ganze Zahl von %1 bis %2 sein</translation>
    </message>
    <message>
        <source>must be a number above 0</source>
        <translation>muss eine Zahl über 0 sein</translation>
    </message>
    <message>
        <source>must be a number, 0 or more</source>
        <translation>muss eine Zahl ab 0 sein</translation>
    </message>
    <message>
        <source>must be a number from 0 to 1</source>
        <translation>muss eine Zahl von 0 bis 1 sein</translation>
    </message>
    <message>
        <source>worker, in slot %1</source>
        <translation>Worker, in Slot %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FaultPlanForm</name>
    <message>
        <source>faults of the plan</source>
        <translation>Fehler des Plans</translation>
    </message>
    <message>
        <source>A fault on order: a worker that dies at its third task, an initializer that fails, a full disk. The same plan does the same again, so one can see what the pool makes of it.</source>
        <translation>Ein Fehler auf Bestellung: ein Worker, der bei seinem dritten Task stirbt, ein initializer, der fehlschlägt, eine volle Platte. Derselbe Plan tut wieder dasselbe, so dass man sieht, was der Pool daraus macht.</translation>
    </message>
    <message>
        <source>Add a fault</source>
        <translation>Fehler hinzufügen</translation>
    </message>
    <message>
        <source>Add a fault to the plan: one of those that are ready, or one of your own</source>
        <translation>Dem Plan einen Fehler hinzufügen: einen fertigen oder einen eigenen</translation>
    </message>
    <message>
        <source>One of your own</source>
        <translation>Einen eigenen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the fault out of the plan (Delete)</source>
        <translation>Den Fehler aus dem Plan nehmen (Entf)</translation>
    </message>
    <message>
        <source>plan&apos;s seed</source>
        <translation>Seed des Plans</translation>
    </message>
    <message>
        <source>Decides where a fault happens that has a probability. Another seed, another run; the same seed, the same run.</source>
        <translation>Entscheidet, wo ein Fehler mit einer Wahrscheinlichkeit geschieht. Anderer Seed, anderer Lauf; gleicher Seed, gleicher Lauf.</translation>
    </message>
    <message>
        <source>The seed must be a whole number, 0 or more.</source>
        <translation>Der Seed muss eine ganze Zahl ab 0 sein.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FaultTasks</name>
    <message>
        <source>&amp;Give it a task that goes wrong</source>
        <translation>Eine Aufgabe &amp;geben, die schiefgeht</translation>
    </message>
    <message>
        <source>One that &amp;raises an error</source>
        <translation>Eine, die einen Fehler &amp;wirft</translation>
    </message>
    <message>
        <source>The item fails with it, and the worker goes on</source>
        <translation>Das Element schlägt damit fehl, und der Worker macht weiter</translation>
    </message>
    <message>
        <source>One that &amp;crashes its worker</source>
        <translation>Eine, die ihren Worker zum &amp;Absturz bringt</translation>
    </message>
    <message>
        <source>SIGSEGV, as a bad pointer does: the item is lost, and another worker takes the slot</source>
        <translation>SIGSEGV, wie durch einen falschen Zeiger: Das Element geht verloren, und ein anderer Worker nimmt den Platz ein</translation>
    </message>
    <message>
        <source>One that &amp;ends its worker</source>
        <translation>Eine, die ihren Worker &amp;beendet</translation>
    </message>
    <message>
        <source>By exit code 3, as a library that calls exit does: the item is lost</source>
        <translation>Mit Exitcode 3, wie eine Bibliothek, die exit aufruft: Das Element geht verloren</translation>
    </message>
    <message>
        <source>One that &amp;hangs</source>
        <translation>Eine, die &amp;hängt</translation>
    </message>
    <message>
        <source>It never comes back and uses no processor, until its worker is killed, its time limit is over, or it is cancelled</source>
        <translation>Sie kommt nie zurück und nutzt keinen Prozessor, bis ihr Worker getötet wird, ihre Frist um ist oder sie abgebrochen wird</translation>
    </message>
    <message>
        <source>One that &amp;keeps memory</source>
        <translation>Eine, die &amp;Speicher behält</translation>
    </message>
    <message>
        <source>200 MiB that its worker holds until it ends, which max_memory_per_child bounds</source>
        <translation>200 MiB, die ihr Worker bis zu seinem Ende hält; max_memory_per_child begrenzt das</translation>
    </message>
    <message>
        <source>One that &amp;uses a whole processor</source>
        <translation>Eine, die einen ganzen &amp;Prozessor nutzt</translation>
    </message>
    <message>
        <source>For five seconds, where workers share processors</source>
        <translation>Fünf Sekunden lang, wo Worker sich Prozessoren teilen</translation>
    </message>
    <message>
        <source>no pool runs: start one first (F6)</source>
        <translation>es läuft kein Pool: erst einen starten (F6)</translation>
    </message>
    <message>
        <source>its program alone gives it work</source>
        <translation>nur sein Programm gibt ihm Arbeit</translation>
    </message>
    <message>
        <source>the pool takes no more batches; one that is started with F6 stays open</source>
        <translation>der Pool nimmt keine Batches mehr an; einer, der mit F6 gestartet wird, bleibt offen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FileActions</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>Zuletzt &amp;geöffnet</translation>
    </message>
    <message>
        <source>Open an &amp;earlier run</source>
        <translation>Einen &amp;früheren Lauf öffnen</translation>
    </message>
    <message>
        <source>&amp;Save the scenario</source>
        <translation>Szenario &amp;speichern</translation>
    </message>
    <message>
        <source>Save the scenario &amp;as…</source>
        <translation>Szenario speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save a copy of the &amp;trace…</source>
        <translation>Kopie der &amp;Aufzeichnung speichern…</translation>
    </message>
    <message>
        <source>Results as &amp;CSV…</source>
        <translation>Ergebnisse als &amp;CSV…</translation>
    </message>
    <message>
        <source>Results as JSON &amp;lines…</source>
        <translation>Ergebnisse als JSON-&amp;Zeilen…</translation>
    </message>
    <message>
        <source>The run as an &amp;SQLite database…</source>
        <translation>Den Lauf als &amp;SQLite-Datenbank…</translation>
    </message>
    <message>
        <source>The run as &amp;JSON…</source>
        <translation>Den Lauf als &amp;JSON…</translation>
    </message>
    <message>
        <source>For &amp;Perfetto (Chrome trace)…</source>
        <translation>Für &amp;Perfetto (Chrome-Trace)…</translation>
    </message>
    <message>
        <source>Save a copy of the trace</source>
        <translation>Kopie der Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Traces (*.trace)</source>
        <translation>Aufzeichnungen (*.trace)</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>SQLite databases (*.sqlite)</source>
        <translation>SQLite-Datenbanken (*.sqlite)</translation>
    </message>
    <message>
        <source>&amp;All results</source>
        <translation>&amp;Alle Ergebnisse</translation>
    </message>
    <message>
        <source>Those that the &amp;filter shows</source>
        <translation>Die der &amp;Filter zeigt</translation>
    </message>
    <message>
        <source>Those that are s&amp;elected</source>
        <translation>Die g&amp;ewählten</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Which results</source>
        <translation>Welche Ergebnisse</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the scenario</source>
        <translation>Szenario speichern</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>Scenarios (*.poolscope.json *.json)</source>
        <translation>Szenarien (*.poolscope.json *.json)</translation>
    </message>
    <message>
        <source>&amp;Open a scenario, sweep or trace…</source>
        <translation>Szenario, Messreihe oder Aufzeichnung ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a scenario, a sweep or a trace</source>
        <translation>Szenario, Messreihe oder Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Scenarios, sweeps and traces (*.json *.trace trace)</source>
        <translation>Szenarien, Messreihen und Aufzeichnungen (*.json *.trace trace)</translation>
    </message>
    <message>
        <source>%1 – still runs, attach</source>
        <translation>%1 – läuft noch, anbinden</translation>
    </message>
    <message>
        <source>Nothing was exported: no result is selected.</source>
        <translation>Nichts wurde exportiert: Kein Ergebnis ist gewählt.</translation>
    </message>
    <message>
        <source>Nothing was exported: no result is shown.</source>
        <translation>Nichts wurde exportiert: Kein Ergebnis wird gezeigt.</translation>
    </message>
    <message>
        <source>Which results are exported is chosen in the File menu.</source>
        <translation>Welche Ergebnisse exportiert werden, wird im Menü Datei gewählt.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Words, or fields as in state:failed duration&gt;2s; Down lists what can be typed</source>
        <translation>Wörter oder Felder wie in state:failed duration&gt;2s; Pfeil nach unten zeigt, was sich tippen lässt</translation>
    </message>
    <message>
        <source>How to filter</source>
        <translation>Wie man filtert</translation>
    </message>
    <message>
        <source>Only what was going on in the part of the time that was picked; click to show all again</source>
        <translation>Nur was im gewählten Teil der Zeit geschah; Klicken zeigt wieder alles</translation>
    </message>
    <message>
        <source>%1: take this away</source>
        <translation>%1: wegnehmen</translation>
    </message>
    <message>
        <source>At “%1”: %2</source>
        <translation>Bei „%1“: %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>, searching</source>
        <translation>, sucht noch</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FilterEdit</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FilterHelp</name>
    <message>
        <source>How to filter</source>
        <translation>Wie man filtert</translation>
    </message>
    <message>
        <source>all of these; a word alone is found anywhere in the row</source>
        <translation>alle davon; ein Wort allein wird überall in der Zeile gefunden</translation>
    </message>
    <message>
        <source>one of several</source>
        <translation>eines von mehreren</translation>
    </message>
    <message>
        <source>: = &gt; &lt; &gt;= &lt;= ; units ns us ms s min h, for sizes KiB MiB</source>
        <translation>: = &gt; &lt; &gt;= &lt;= ; Einheiten ns us ms s min h, für Größen KiB MiB</translation>
    </message>
    <message>
        <source>from … to; an end may be left out</source>
        <translation>von … bis; ein Ende darf fehlen</translation>
    </message>
    <message>
        <source>not</source>
        <translation>nicht</translation>
    </message>
    <message>
        <source>alternatives</source>
        <translation>Alternativen</translation>
    </message>
    <message>
        <source>a text with blanks; = means the whole text</source>
        <translation>ein Text mit Leerzeichen; = heißt der ganze Text</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FindLine</name>
    <message>
        <source>Find in the details</source>
        <translation>In den Einzelheiten suchen</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::GhostView</name>
    <message>
        <source>schedule that would have been</source>
        <translation>Ablauf, der gewesen wäre</translation>
    </message>
    <message>
        <source>So many tasks are not drawn.</source>
        <translation>So viele Tasks werden nicht gezeichnet.</translation>
    </message>
    <message>
        <source>%1 workers: %2 predicted, %3 measured, at best %4</source>
        <translation>%1 Worker: %2 vorhergesagt, %3 gemessen, bestenfalls %4</translation>
    </message>
    <message>
        <source>W%1</source>
        <translation>W%1</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>gemessen %1</translation>
    </message>
    <message>
        <source>at best %1</source>
        <translation>bestenfalls %1</translation>
    </message>
    <message>
        <source>W%1: %2, %3 from %4</source>
        <translation>W%1: %2, %3 ab %4</translation>
    </message>
    <message>
        <source>items: %1</source>
        <translation>Elemente: %1</translation>
    </message>
    <message>
        <source>as it ran</source>
        <translation>wie es lief</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>was wäre wenn</translation>
    </message>
    <message>
        <source>an ideal schedule</source>
        <translation>ein idealer Ablauf</translation>
    </message>
    <message>
        <source>where its end may be</source>
        <translation>wo ihr Ende liegen kann</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::HostListModel</name>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>control allowed</source>
        <translation>Steuern erlaubt</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur ansehen</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>What it runs</source>
        <translation>Was er ausführt</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>Tasks fertig</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>You may</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Select a worker, a task, a result or an event to see its arguments, value, error and times.</source>
        <translation>Einen Worker, einen Task, ein Ergebnis oder ein Ereignis wählen, um Argumente, Wert, Fehler und Zeiten zu sehen.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::IterableEditor</name>
    <message>
        <source>&amp;list</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>ra&amp;nge</source>
        <translation>ra&amp;nge</translation>
    </message>
    <message>
        <source>lines of a fil&amp;e</source>
        <translation>Zeil&amp;en einer Datei</translation>
    </message>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>stop, which is not reached</source>
        <translation>stop, das nicht erreicht wird</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>stop</translation>
    </message>
    <message>
        <source>step</source>
        <translation>step</translation>
    </message>
    <message>
        <source>The items are typed here.</source>
        <translation>Die Elemente werden hier getippt.</translation>
    </message>
    <message>
        <source>Whole numbers from start to before stop, as Python&apos;s range().</source>
        <translation>Ganze Zahlen von start bis vor stop, wie Pythons range().</translation>
    </message>
    <message>
        <source>Each line of a text file is an item, a text without its line end.</source>
        <translation>Jede Zeile einer Textdatei ist ein Element, ein Text ohne sein Zeilenende.</translation>
    </message>
    <message>
        <source>items of the list</source>
        <translation>Elemente der Liste</translation>
    </message>
    <message>
        <source>JSON values with commas between them, with or without brackets around.</source>
        <translation>JSON-Werte, durch Kommas getrennt, mit oder ohne Klammern darum.</translation>
    </message>
    <message>
        <source>file whose lines are the items</source>
        <translation>Datei, deren Zeilen die Elemente sind</translation>
    </message>
    <message>
        <source>path of a text file</source>
        <translation>Pfad einer Textdatei</translation>
    </message>
    <message>
        <source>choose a file</source>
        <translation>eine Datei wählen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Lines of which file?</source>
        <translation>Zeilen welcher Datei?</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::JsonText</name>
    <message>
        <source>A closing &quot; is missing at the end.</source>
        <translation>Am Ende fehlt ein schließendes &quot;.</translation>
    </message>
    <message>
        <source>Something is missing at the end: a value, or a closing bracket.</source>
        <translation>Am Ende fehlt etwas: ein Wert oder eine schließende Klammer.</translation>
    </message>
    <message>
        <source>At character %1: </source>
        <translation>An Zeichen %1: </translation>
    </message>
    <message>
        <source>text stands in double quotes, &quot;like this&quot;.</source>
        <translation>Text steht in doppelten Anführungszeichen, &quot;so&quot;.</translation>
    </message>
    <message>
        <source>write %1 in small letters.</source>
        <translation>%1 klein schreiben.</translation>
    </message>
    <message>
        <source>write null for None.</source>
        <translation>null statt None schreiben.</translation>
    </message>
    <message>
        <source>text stands in double quotes: &quot;%1&quot;.</source>
        <translation>Text steht in doppelten Anführungszeichen: &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>a list stands in square brackets, [1, 2].</source>
        <translation>eine Liste steht in eckigen Klammern, [1, 2].</translation>
    </message>
    <message>
        <source>a comma is missing before this.</source>
        <translation>davor fehlt ein Komma.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot stand here.</source>
        <translation>&quot;%1&quot; kann hier nicht stehen.</translation>
    </message>
    <message>
        <source>Too many brackets inside one another.</source>
        <translation>Zu viele Klammern ineinander.</translation>
    </message>
    <message>
        <source>A number is too large.</source>
        <translation>Eine Zahl ist zu groß.</translation>
    </message>
    <message>
        <source>The brackets do not match.</source>
        <translation>Die Klammern passen nicht zueinander.</translation>
    </message>
    <message>
        <source>Named values look like this: &quot;name&quot;: 1.</source>
        <translation>Benannte Werte sehen so aus: &quot;name&quot;: 1.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::KeyList</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LedgerModel</name>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
    <message>
        <source>What each core-second of the slots was spent on</source>
        <translation>Wofür jede Kernsekunde der Slots verging</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Of all slots&apos; time; all lines add up to 100 %</source>
        <translation>An der Zeit aller Slots; alle Zeilen ergeben zusammen 100 %</translation>
    </message>
    <message>
        <source>Core time</source>
        <translation>Kernzeit</translation>
    </message>
    <message>
        <source>Summed over the slots</source>
        <translation>Über die Slots summiert</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>How many stretches of time it was; press Return on a line to go through them, the longest first</source>
        <translation>In wie vielen Zeitstücken; die Eingabetaste auf einer Zeile geht sie durch, das längste zuerst</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LedgerView</name>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
    <message>
        <source>What the ledger is of</source>
        <translation>Wovon die Bilanz handelt</translation>
    </message>
    <message>
        <source>Place of the ledger&apos;s line</source>
        <translation>Stelle der Bilanzzeile</translation>
    </message>
    <message>
        <source>Once a pool has workers, each core-second of theirs is accounted for here.</source>
        <translation>Sobald ein Pool Worker hat, wird hier jede ihrer Kernsekunden verbucht.</translation>
    </message>
    <message>
        <source>Selected: %1 – %2</source>
        <translation>Gewählt: %1 – %2</translation>
    </message>
    <message>
        <source>Up to %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>%1: %2 × %3 = %4 core time</source>
        <translation>%1: %2 × %3 = %4 Kernzeit</translation>
    </message>
    <message>
        <source>1 slot</source>
        <translation>1 Slot</translation>
    </message>
    <message>
        <source>%1 slots</source>
        <translation>%1 Slots</translation>
    </message>
    <message>
        <source>%1: nowhere</source>
        <translation>%1: nirgends</translation>
    </message>
    <message>
        <source>%1: place %2 of %3, %4 in slot %5 at %6</source>
        <translation>%1: Stelle %2 von %3, %4 in Slot %5 bei %6</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LessonDesk</name>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Demos</source>
        <translation>Demos</translation>
    </message>
    <message>
        <source>&amp;Gallery</source>
        <translation>&amp;Galerie</translation>
    </message>
    <message>
        <source>G&amp;uide</source>
        <translation>A&amp;nleitung</translation>
    </message>
    <message>
        <source>&amp;Folder for your own demos</source>
        <translation>&amp;Ordner für eigene Demos</translation>
    </message>
    <message>
        <source>Fo&amp;rget my progress</source>
        <translation>Meinen Fortschritt ve&amp;rgessen</translation>
    </message>
    <message>
        <source>%1 is no demo that can be used.</source>
        <translation>%1 ist keine brauchbare Demo.</translation>
    </message>
    <message>
        <source>Run and end the pool</source>
        <translation>Ausführen und den Pool beenden</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LessonGallery</name>
    <message>
        <source>your own demo</source>
        <translation>eigene Demo</translation>
    </message>
    <message>
        <source>Demos: predict, run, explain</source>
        <translation>Demos: vorhersagen, ausführen, erklären</translation>
    </message>
    <message>
        <source>Each takes a few minutes and runs on a real pool. Say first what you expect; the trace says what happened.</source>
        <translation>Jede dauert ein paar Minuten und läuft auf einem echten Pool. Erst sagen, was man erwartet; die Aufzeichnung sagt, was geschah.</translation>
    </message>
    <message>
        <source>demos</source>
        <translation>Liste der Demos</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LessonGuide</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Close the guide</source>
        <translation>Anleitung schließen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>one run</source>
        <translation>ein Lauf</translation>
    </message>
    <message>
        <source>%1 runs to compare</source>
        <translation>%1 Läufe zum Vergleichen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>This demo asks nothing. Go on and run it.</source>
        <translation>Diese Demo fragt nichts. Gleich ausführen.</translation>
    </message>
    <message>
        <source>What do you expect?</source>
        <translation>Was erwarten Sie?</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Checkpoints, ticked by the trace</source>
        <translation>Prüfpunkte, von der Aufzeichnung abgehakt</translation>
    </message>
    <message>
        <source>That is what I expect</source>
        <translation>Das erwarte ich</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Alle ausführen</translation>
    </message>
    <message>
        <source>Run the rest</source>
        <translation>Den Rest ausführen</translation>
    </message>
    <message>
        <source>Next demo</source>
        <translation>Nächste Demo</translation>
    </message>
    <message>
        <source>%1 – running</source>
        <translation>%1 – läuft</translation>
    </message>
    <message>
        <source>Spot on: %1</source>
        <translation>Genau getroffen: %1</translation>
    </message>
    <message>
        <source>Close: %1</source>
        <translation>Nahe dran: %1</translation>
    </message>
    <message>
        <source>A surprise: %1. That is what demos are for.</source>
        <translation>Eine Überraschung: %1. Dafür sind Demos da.</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4)</source>
        <translation>%1: %2 (%3 bis %4)</translation>
    </message>
    <message>
        <source>%1: %2 (%3 or more)</source>
        <translation>%1: %2 (%3 oder mehr)</translation>
    </message>
    <message>
        <source>%1: %2 (%3 or less)</source>
        <translation>%1: %2 (%3 oder weniger)</translation>
    </message>
    <message>
        <source>%1: a fitted law says that %2 of the work is done by one worker at a time (95 %: %3 to %4).</source>
        <translation>%1: ein angepasstes Gesetz sagt, dass %2 der Arbeit von immer nur einem Worker getan werden (95 %: %3 bis %4).</translation>
    </message>
    <message>
        <source>What holds on every machine</source>
        <translation>Was auf jedem Rechner gilt</translation>
    </message>
    <message>
        <source>Go on: change the scenario at the left, and press F5</source>
        <translation>Weiter: das Szenario links ändern und F5 drücken</translation>
    </message>
    <message>
        <source>%1: these runs do not tell how much of the work is done by one worker at a time (%2 to %3).</source>
        <translation>%1: Diese Läufe sagen nicht, wie viel der Arbeit immer nur ein Worker tut (%2 bis %3).</translation>
    </message>
    <message>
        <source>%1: speed-up over processes</source>
        <translation>%1: Beschleunigung über processes</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LessonModel</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht brauchbar</translation>
    </message>
    <message>
        <source>done, best %1</source>
        <translation>fertig, am besten %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LimitsDialog</name>
    <message>
        <source>Limits for new workers</source>
        <translation>Grenzen für neue Worker</translation>
    </message>
    <message>
        <source>Workers that live keep the limits with which they started.</source>
        <translation>Worker, die leben, behalten die Grenzen, mit denen sie begannen.</translation>
    </message>
    <message>
        <source>A limit cannot be read: see beside it</source>
        <translation>Eine Grenze ist nicht lesbar: siehe daneben</translation>
    </message>
    <message>
        <source>Not now: %1</source>
        <translation>Jetzt nicht: %1</translation>
    </message>
    <message>
        <source>Hold for workers that start from now on</source>
        <translation>Gelten für Worker, die von nun an starten</translation>
    </message>
    <message>
        <source>They cannot be changed now: %1.</source>
        <translation>Sie sind jetzt nicht zu ändern: %1.</translation>
    </message>
    <message>
        <source>In force: workers that start from now on have these limits.</source>
        <translation>In Kraft: Worker, die von nun an starten, haben diese Grenzen.</translation>
    </message>
    <message>
        <source>Asked for; the trace has not told of it yet.</source>
        <translation>Verlangt; die Aufzeichnung hat noch nichts davon gesagt.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LimitsForm</name>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Tasks (chunks, not items) that a worker completes before it leaves and is replaced.</source>
        <translation>Tasks (Chunks, nicht Elemente), die ein Worker erledigt, bevor er geht und ersetzt wird.</translation>
    </message>
    <message>
        <source>Items that a worker completes before it leaves and is replaced. Looked at between two tasks, so a chunk is never torn apart. Where maxtasksperchild counts chunks, this counts items.</source>
        <translation>Elemente, die ein Worker erledigt, bevor er geht und ersetzt wird. Wird zwischen zwei Tasks geprüft, so dass kein Chunk zerrissen wird. Wo maxtasksperchild Chunks zählt, zählt dies Elemente.</translation>
    </message>
    <message>
        <source>Resident memory of a worker, looked at from outside several times a second, also while a task runs. A worker above it that idles leaves in order; one that runs is killed and its item ends as lost, cause memory limit.</source>
        <translation>Residenter Speicher eines Workers, mehrmals in der Sekunde von außen gemessen, auch während ein Task läuft. Ein untätiger Worker darüber geht geordnet; einer, der arbeitet, wird getötet, und sein Element endet als verloren, Ursache Speichergrenze.</translation>
    </message>
    <message>
        <source>Time since the worker was ready. When it is over, the worker leaves as soon as it is between two tasks.</source>
        <translation>Zeit, seit der Worker bereit war. Ist sie um, geht der Worker, sobald er zwischen zwei Tasks ist.</translation>
    </message>
    <message>
        <source>Time of one task (chunk) from its start in the worker, never while it waits. When it runs out, that worker alone is killed; the item that ran ends as timed out, the rest of the chunk goes on elsewhere.</source>
        <translation>Zeit eines Tasks (Chunks) ab seinem Beginn im Worker, nie während er wartet. Läuft sie ab, wird allein dieser Worker getötet; das Element, das lief, endet mit überschrittener Zeit, der Rest des Chunks läuft anderswo weiter.</translation>
    </message>
    <message>
        <source>Time from the start of the initializer until the worker is ready. When it runs out, the worker is killed, which counts as a failed start.</source>
        <translation>Zeit vom Start des Initializers, bis der Worker bereit ist. Läuft sie ab, wird der Worker getötet; das zählt als misslungener Start.</translation>
    </message>
    <message>
        <source>none; 0.2 is a fifth</source>
        <translation>keine; 0.2 ist ein Fünftel</translation>
    </message>
    <message>
        <source>Share, from 0 to below 1, by which each worker&apos;s own maxtasksperchild, maxitemsperchild and max_age_per_child may be lower, so that not all workers leave at once. Drawn from the seed.</source>
        <translation>Anteil von 0 bis unter 1, um den maxtasksperchild, maxitemsperchild und max_age_per_child jedes Workers niedriger sein dürfen, damit nicht alle zugleich gehen. Aus dem Seed gezogen.</translation>
    </message>
    <message>
        <source>restart_budget, deaths</source>
        <translation>restart_budget, Todesfälle</translation>
    </message>
    <message>
        <source>restart_budget, time</source>
        <translation>restart_budget, Zeit</translation>
    </message>
    <message>
        <source>More unexpected ends of workers than this within this time break the pool: everything that waits gets an error at once, instead of workers dying for ever. Empty: they are replaced without end.</source>
        <translation>Enden in dieser Zeit mehr Worker unerwartet als dies, ist der Pool kaputt: alles, was wartet, bekommt sofort einen Fehler, statt dass ewig Worker sterben. Leer: sie werden endlos ersetzt.</translation>
    </message>
    <message>
        <source>… deaths within</source>
        <translation>… Todesfälle in</translation>
    </message>
    <message>
        <source>default (fail)</source>
        <translation>Vorgabe (fail)</translation>
    </message>
    <message>
        <source>The item that its worker died in ends as lost.</source>
        <translation>Das Element, in dem der Worker starb, endet als verloren.</translation>
    </message>
    <message>
        <source>The item is tried again in another worker.</source>
        <translation>Das Element wird in einem anderen Worker noch einmal versucht.</translation>
    </message>
    <message>
        <source>times</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>on_worker_lost, times</source>
        <translation>on_worker_lost, Anzahl</translation>
    </message>
    <message>
        <source>What becomes of an item whose worker died in it: it ends as lost, or it is tried again so many times. Only what may run twice should be tried again.</source>
        <translation>Was aus einem Element wird, in dem sein Worker starb: es endet als verloren, oder es wird so oft noch einmal versucht. Nur was zweimal laufen darf, sollte noch einmal versucht werden.</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>From which the seed of every item is made, with its batch and index, so that results do not depend on which worker ran what.</source>
        <translation>Woraus mit Batch und Index der Seed jedes Elements entsteht, so dass Ergebnisse nicht davon abhängen, welcher Worker was ausführte.</translation>
    </message>
    <message>
        <source>default (captured)</source>
        <translation>Vorgabe (aufgefangen)</translation>
    </message>
    <message>
        <source>Standard output and error are kept in the trace, with a bound.</source>
        <translation>Standardausgabe und -fehlerausgabe kommen in die Aufzeichnung, bis zu einer Grenze.</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>aufgefangen</translation>
    </message>
    <message>
        <source>not captured</source>
        <translation>nicht aufgefangen</translation>
    </message>
    <message>
        <source>They go where the host&apos;s go, as in CPython.</source>
        <translation>Sie gehen dorthin, wohin die des Hosts gehen, wie in CPython.</translation>
    </message>
    <message>
        <source>Whether what tasks write to standard output and error is taken in, with a bound, and shown beside the task. Otherwise it goes where the host&apos;s goes, as in CPython.</source>
        <translation>Ob aufgefangen und beim Task gezeigt wird, was Tasks auf Standardausgabe und -fehlerausgabe schreiben, bis zu einer Grenze. Sonst geht es dorthin, wohin das des Hosts geht, wie in CPython.</translation>
    </message>
    <message>
        <source>%1 must be a number, such as 1.5</source>
        <translation>%1 muss eine Zahl sein, etwa 1.5</translation>
    </message>
    <message>
        <source>recycling_jitter must be a number from 0 to below 1</source>
        <translation>recycling_jitter muss eine Zahl von 0 bis unter 1 sein</translation>
    </message>
    <message>
        <source>restart_budget: deaths must be a whole number</source>
        <translation>restart_budget: die Todesfälle müssen eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>restart_budget: the time must be a number, such as 1.5</source>
        <translation>restart_budget: die Zeit muss eine Zahl sein, etwa 1.5</translation>
    </message>
    <message>
        <source>restart_budget needs both: how many deaths, and in what time</source>
        <translation>restart_budget braucht beides: wie viele Todesfälle, und in welcher Zeit</translation>
    </message>
    <message>
        <source>on_worker_lost: how many times to try again must be a whole number</source>
        <translation>on_worker_lost: wie oft versucht wird, muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>seed must be a whole number</source>
        <translation>seed muss eine ganze Zahl sein</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LiveControl</name>
    <message>
        <source>%1
Not now: %2</source>
        <translation>%1
Jetzt nicht: %2</translation>
    </message>
    <message>
        <source>Not now: %1</source>
        <translation>Jetzt nicht: %1</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel one item</source>
        <translation>Ein Element abbrechen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>One process &amp;more</source>
        <translation>Ein Prozess &amp;mehr</translation>
    </message>
    <message>
        <source>One process f&amp;ewer</source>
        <translation>Ein Prozess &amp;weniger</translation>
    </message>
    <message>
        <source>&amp;Drain</source>
        <translation>Aus&amp;laufen lassen</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>&amp;Cancel the task</source>
        <translation>Task ab&amp;brechen</translation>
    </message>
    <message>
        <source>Cancel the &amp;batch</source>
        <translation>&amp;Batch abbrechen</translation>
    </message>
    <message>
        <source>&amp;Limits for new workers…</source>
        <translation>&amp;Grenzen für neue Worker…</translation>
    </message>
    <message>
        <source>no pool runs</source>
        <translation>es läuft kein Pool</translation>
    </message>
    <message>
        <source>the pool is being terminated</source>
        <translation>der Pool wird terminiert</translation>
    </message>
    <message>
        <source>the pool is broken</source>
        <translation>der Pool ist kaputt</translation>
    </message>
    <message>
        <source>the pool has ended</source>
        <translation>der Pool ist zu Ende</translation>
    </message>
    <message>
        <source>Resu&amp;me</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Hand out tasks again</source>
        <translation>Wieder Tasks ausgeben</translation>
    </message>
    <message>
        <source>Begin no more tasks; what runs goes on, and workers stay</source>
        <translation>Keine Tasks mehr beginnen; was läuft, läuft weiter, und Worker bleiben</translation>
    </message>
    <message>
        <source>Start one more worker</source>
        <translation>Einen Worker mehr starten</translation>
    </message>
    <message>
        <source>Let the worker of the highest slot leave when it has finished what it runs</source>
        <translation>Den Worker des höchsten Slots gehen lassen, wenn fertig ist, was er ausführt</translation>
    </message>
    <message>
        <source>one process is the least</source>
        <translation>ein Prozess ist das Mindeste</translation>
    </message>
    <message>
        <source>Change what workers that start from now on may take</source>
        <translation>Ändern, was sich Worker nehmen dürfen, die von nun an starten</translation>
    </message>
    <message>
        <source>select a worker that lives, or a task that runs</source>
        <translation>einen lebenden Worker oder einen laufenden Task wählen</translation>
    </message>
    <message>
        <source>the worker</source>
        <translation>der Worker</translation>
    </message>
    <message>
        <source>%1 gets no more tasks, leaves when what it runs is done, and is replaced</source>
        <translation>%1 bekommt keine Tasks mehr, geht, wenn fertig ist, was er ausführt, und wird ersetzt</translation>
    </message>
    <message>
        <source>it is leaving already</source>
        <translation>er geht schon</translation>
    </message>
    <message>
        <source>End %1 now and replace it; what it runs is lost, or tried again</source>
        <translation>%1 jetzt beenden und ersetzen; was er ausführt, ist verloren oder wird noch einmal versucht</translation>
    </message>
    <message>
        <source>Send SIGKILL to %1 and see what happens</source>
        <translation>SIGKILL an %1 schicken und sehen, was geschieht</translation>
    </message>
    <message>
        <source>Worker (select one)</source>
        <translation>Worker (einen wählen)</translation>
    </message>
    <message>
        <source>select a task that has not ended</source>
        <translation>einen Task wählen, der nicht zu Ende ist</translation>
    </message>
    <message>
        <source>&amp;Cancel task %1</source>
        <translation>Task %1 ab&amp;brechen</translation>
    </message>
    <message>
        <source>&amp;Cancel %1 tasks</source>
        <translation>%1 Tasks ab&amp;brechen</translation>
    </message>
    <message>
        <source>End its items as cancelled; one that runs ends with its worker, which is replaced</source>
        <translation>Seine Elemente als abgebrochen beenden; eines, das läuft, endet mit seinem Worker, der ersetzt wird</translation>
    </message>
    <message>
        <source>select a batch that has not ended, or something in it</source>
        <translation>einen Batch wählen, der nicht zu Ende ist, oder etwas darin</translation>
    </message>
    <message>
        <source>Cancel &amp;batch %1</source>
        <translation>&amp;Batch %1 abbrechen</translation>
    </message>
    <message>
        <source>End everything of it that has not ended as cancelled</source>
        <translation>Alles darin, was nicht zu Ende ist, als abgebrochen beenden</translation>
    </message>
    <message>
        <source>Cancel tasks, one item, or a whole batch</source>
        <translation>Tasks, ein Element oder einen ganzen Batch abbrechen</translation>
    </message>
    <message>
        <source>Cancel tasks, one item, or a whole batch
Not now: %1</source>
        <translation>Tasks, ein Element oder einen ganzen Batch abbrechen
Jetzt nicht: %1</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>Element %1</translation>
    </message>
    <message>
        <source>&amp;Drain %1</source>
        <translation>%1 aus&amp;laufen lassen</translation>
    </message>
    <message>
        <source>&amp;Restart %1</source>
        <translation>%1 &amp;neu starten</translation>
    </message>
    <message>
        <source>%1 get no more tasks, leave when what they run is done, and are replaced</source>
        <translation>%1 bekommen keine Tasks mehr, gehen, wenn fertig ist, was sie ausführen, und werden ersetzt</translation>
    </message>
    <message>
        <source>they are leaving already</source>
        <translation>sie gehen schon</translation>
    </message>
    <message>
        <source>End %1 now and replace them; what they run is lost, or tried again</source>
        <translation>%1 jetzt beenden und ersetzen; was sie ausführen, ist verloren oder wird noch einmal versucht</translation>
    </message>
    <message>
        <source>Another of its %1 items…</source>
        <translation>Ein anderes seiner %1 Elemente …</translation>
    </message>
    <message>
        <source>Number of the item, %1 to %2:</source>
        <translation>Nummer des Elements, %1 bis %2:</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::LivePage</name>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Aktuelle</translation>
    </message>
    <message>
        <source>All lives</source>
        <translation>Alle Leben</translation>
    </message>
    <message>
        <source>Every worker that there was, replaced ones too</source>
        <translation>Jeder Worker, den es gab, auch ersetzte</translation>
    </message>
    <message>
        <source>The present worker of each slot</source>
        <translation>Der jetzige Worker jedes Slots</translation>
    </message>
    <message>
        <source>Workers appear here when a pool runs.</source>
        <translation>Worker erscheinen hier, wenn ein Pool läuft.</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MainWindow</name>
    <message>
        <source>The pool is broken: nothing can run in it any more.</source>
        <translation>Der Pool ist kaputt: nichts kann mehr darin laufen.</translation>
    </message>
    <message>
        <source>The pool takes no more batches</source>
        <translation>Der Pool nimmt keine Batches mehr an</translation>
    </message>
    <message>
        <source>No pool runs: start one first (F6)</source>
        <translation>Es läuft kein Pool: zuerst einen starten (F6)</translation>
    </message>
    <message>
        <source>New scenario</source>
        <translation>Neues Szenario</translation>
    </message>
    <message>
        <source>join: no worker is left.</source>
        <translation>join: kein Worker ist übrig.</translation>
    </message>
    <message>
        <source>The pool was not started.</source>
        <translation>Der Pool wurde nicht gestartet.</translation>
    </message>
    <message>
        <source>The batch was not accepted.</source>
        <translation>Der Batch wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>join waits for workers that leave: close or terminate the pool first.</source>
        <translation>join wartet auf Worker, die gehen: den Pool zuerst schließen oder terminieren.</translation>
    </message>
    <message>
        <source>The signal was not sent.</source>
        <translation>Das Signal wurde nicht geschickt.</translation>
    </message>
    <message>
        <source>%1 cannot be opened.</source>
        <translation>%1 lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Es gibt keine solche Datei.</translation>
    </message>
    <message>
        <source>%1 is no scenario that can be used.</source>
        <translation>%1 ist kein brauchbares Szenario.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Copy the rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy the rows as &amp;JSON</source>
        <translation>Zeilen als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Copy this &amp;cell</source>
        <translation>Diese &amp;Zelle kopieren</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Results arrive here, one row an item.</source>
        <translation>Ergebnisse kommen hier an, je Element eine Zeile.</translation>
    </message>
    <message>
        <source>Filter: state:failed worker:3 duration&gt;2s text</source>
        <translation>Filter: state:failed worker:3 duration&gt;2s Text</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Tasks appear here when they are given to workers.</source>
        <translation>Tasks erscheinen hier, wenn Worker sie bekommen.</translation>
    </message>
    <message>
        <source>Filter: state:running queue&gt;100ms function:square</source>
        <translation>Filter: state:running queue&gt;100ms function:square</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>Batches appear here when they are submitted.</source>
        <translation>Batches erscheinen hier, wenn sie eingereicht werden.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>What happens is told here, line by line.</source>
        <translation>Was geschieht, steht hier, Zeile für Zeile.</translation>
    </message>
    <message>
        <source>Filter: state:error cause:crashed time:2s..</source>
        <translation>Filter: state:error cause:crashed time:2s..</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre wenn</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Messreihe</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Moment</source>
        <translation>&amp;Zeitpunkt</translation>
    </message>
    <message>
        <source>&amp;Scenario panel</source>
        <translation>&amp;Szenario-Leiste</translation>
    </message>
    <message>
        <source>&amp;Pool</source>
        <translation>&amp;Pool</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Demos</source>
        <translation>De&amp;mos</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Poolscope</source>
        <translation>&amp;Über Poolscope</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys (F1)</source>
        <translation>Tasten (F1)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Copy the selected rows</source>
        <translation>Gewählte Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows as &amp;JSON</source>
        <translation>Gewählte Zeilen als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Copy the curr&amp;ent cell</source>
        <translation>Aktuelle Z&amp;elle kopieren</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>Find in the &amp;details…</source>
        <translation>In &amp;Einzelheiten suchen…</translation>
    </message>
    <message>
        <source>C&amp;ommands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>It is a folder, and there is no trace in it.</source>
        <translation>Es ist ein Ordner, und darin ist keine Aufzeichnung.</translation>
    </message>
    <message>
        <source>%1 was opened; one at a time.</source>
        <translation>%1 wurde geöffnet; immer nur eins.</translation>
    </message>
    <message>
        <source>Left alone: %1 more</source>
        <translation>Nicht geöffnet: %1 weitere</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>Run and end the pool</source>
        <translation>Ausführen und den Pool beenden</translation>
    </message>
    <message>
        <source>The form shows another scenario. What was changed in “%1” is kept.</source>
        <translation>Das Formular zeigt ein anderes Szenario. Was in „%1“ geändert wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Open and end the pool</source>
        <translation>Öffnen und den Pool beenden</translation>
    </message>
    <message>
        <source>Attach and end the pool</source>
        <translation>Verbinden und den Pool beenden</translation>
    </message>
    <message>
        <source>Detach and end the pool</source>
        <translation>Abbinden und den Pool beenden</translation>
    </message>
    <message>
        <source>Copy the current cell, or the rows when several are selected</source>
        <translation>Die aktuelle Zelle kopieren, oder die Zeilen, wenn mehrere gewählt sind</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Close and end the pool</source>
        <translation>Schließen und den Pool beenden</translation>
    </message>
    <message>
        <source>Nothing was written: the scenario has fields that cannot be used.</source>
        <translation>Es wurde nichts geschrieben: Das Szenario hat Felder, die nicht zu gebrauchen sind.</translation>
    </message>
    <message>
        <source>They are marked in the form, with the reason. Mend them, or take them back, and save again.</source>
        <translation>Sie sind im Formular markiert, mit dem Grund. Berichtigen Sie sie, oder nehmen Sie sie zurück, und speichern Sie noch einmal.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MeasureField</name>
    <message>
        <source>%1, unit</source>
        <translation>%1, Einheit</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Put this message away (Esc)</source>
        <translation>Diese Meldung wegräumen (Esc)</translation>
    </message>
    <message>
        <source>Put this message away</source>
        <translation>Diese Meldung wegräumen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessageStack</name>
    <message>
        <source>Put the messages a&amp;way</source>
        <translation>Meldungen &amp;wegräumen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::NoRunMatches</name>
    <message>
        <source>No run matches the filter.</source>
        <translation>Kein Lauf passt zum Filter.</translation>
    </message>
    <message>
        <source>Show all runs</source>
        <translation>Alle Läufe zeigen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::NumberAnswer</name>
    <message>
        <source>your prediction</source>
        <translation>Ihre Vorhersage</translation>
    </message>
    <message>
        <source>you: %1 s</source>
        <translation>Sie: %1 s</translation>
    </message>
    <message>
        <source>it was %1 s</source>
        <translation>es waren %1 s</translation>
    </message>
    <message>
        <source>your prediction over what happened</source>
        <translation>Ihre Vorhersage über dem, was geschah</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>it was</source>
        <translation>es war</translation>
    </message>
    <message>
        <source>your prediction beside what happened</source>
        <translation>Ihre Vorhersage neben dem, was geschah</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::OrderAnswer</name>
    <message>
        <source>your order; Alt+Up and Alt+Down move an entry</source>
        <translation>Ihre Reihenfolge; Alt+Hoch und Alt+Runter verschieben einen Eintrag</translation>
    </message>
    <message>
        <source>Drag the entries, or move them with Alt+Up and Alt+Down</source>
        <translation>Die Einträge ziehen oder mit Alt+Hoch und Alt+Runter verschieben</translation>
    </message>
    <message>
        <source>Drag, or Alt+Up and Alt+Down.</source>
        <translation>Ziehen, oder Alt+Hoch und Alt+Runter.</translation>
    </message>
    <message>
        <source>%1.  %2</source>
        <translation>%1.  %2</translation>
    </message>
    <message>
        <source>✓  %1. %2</source>
        <translation>✓  %1. %2</translation>
    </message>
    <message>
        <source>✗  %1. %2  (you: %3)</source>
        <translation>✗  %1. %2  (Sie: %3)</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::OutputView</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output of what is selected</source>
        <translation>Ausgabe dessen, was gewählt ist</translation>
    </message>
    <message>
        <source>Copy all of the output that is shown</source>
        <translation>Die ganze gezeigte Ausgabe kopieren</translation>
    </message>
    <message>
        <source>Copy the output</source>
        <translation>Die Ausgabe kopieren</translation>
    </message>
    <message>
        <source>out %1</source>
        <translation>out %1</translation>
    </message>
    <message>
        <source>err %1</source>
        <translation>err %1</translation>
    </message>
    <message>
        <source>%1 before this are not shown</source>
        <translation>%1 davor sind nicht gezeigt</translation>
    </message>
    <message>
        <source>%1 over the bound were not kept</source>
        <translation>%1 über der Grenze wurden nicht behalten</translation>
    </message>
    <message>
        <source>the last %1 lines</source>
        <translation>die letzten %1 Zeilen</translation>
    </message>
    <message>
        <source>…  %1 more were over the bound and not kept</source>
        <translation>…  %1 weitere waren über der Grenze und wurden nicht behalten</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::OverviewStrip</name>
    <message>
        <source>Overview of the run</source>
        <translation>Überblick über den Lauf</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ParallelCoordinates</name>
    <message>
        <source>Settings and measures of the runs, as parallel coordinates</source>
        <translation>Werte und Maße der Läufe als parallele Koordinaten</translation>
    </message>
    <message>
        <source>Scale %1. %2</source>
        <translation>Skala %1. %2</translation>
    </message>
    <message>
        <source>No run passes</source>
        <translation>Kein Lauf geht hindurch</translation>
    </message>
    <message>
        <source>These pass: %1</source>
        <translation>Diese gehen hindurch: %1</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Plot</name>
    <message>
        <source>%1: %2, highest %3 at %4.</source>
        <translation>%1: %2, am höchsten %3 bei %4.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>At %1.</source>
        <translation>Bei %1.</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Moves the cursor</source>
        <translation>Bewegt die Zeitmarke</translation>
    </message>
    <message>
        <source>Shift+Left, Shift+Right</source>
        <translation>Umschalt+Links, Umschalt+Rechts</translation>
    </message>
    <message>
        <source>Picks a range from the cursor on</source>
        <translation>Wählt einen Bereich ab der Zeitmarke</translation>
    </message>
    <message>
        <source>A, D</source>
        <translation>A, D</translation>
    </message>
    <message>
        <source>Moves the time that is seen</source>
        <translation>Verschiebt die sichtbare Zeit</translation>
    </message>
    <message>
        <source>0, End</source>
        <translation>0, Ende</translation>
    </message>
    <message>
        <source>Shows and follows the whole run</source>
        <translation>Zeigt den ganzen Lauf und folgt ihm</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Shows the results of the picked durations</source>
        <translation>Zeigt die Ergebnisse der gewählten Dauern</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Lets go of what is picked, then of the cursor</source>
        <translation>Lässt die Auswahl los, dann die Zeitmarke</translation>
    </message>
    <message>
        <source>W, S, +, -, Ctrl+wheel</source>
        <translation>W, S, +, -, Strg+Rad</translation>
    </message>
    <message>
        <source>Zooms in and out; so does the wheel where nothing is to be scrolled, and over the axis</source>
        <translation>Vergrößert und verkleinert; so auch das Rad, wo nichts zu rollen ist, und über der Achse</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PoolActions</name>
    <message>
        <source>Send a signal</source>
        <translation>Signal schicken</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Run the scenario: a pool, its batches, then close</source>
        <translation>Das Szenario ausführen: ein Pool, seine Batches, dann schließen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>End the pool and its host now</source>
        <translation>Den Pool und seinen Host jetzt beenden</translation>
    </message>
    <message>
        <source>S&amp;tart the pool, keep it open</source>
        <translation>Pool s&amp;tarten und offen halten</translation>
    </message>
    <message>
        <source>Start the pool without batches; it waits for those that you submit</source>
        <translation>Den Pool ohne Batches starten; er wartet auf die, die eingereicht werden</translation>
    </message>
    <message>
        <source>S&amp;ubmit the batch</source>
        <translation>Batch ein&amp;reichen</translation>
    </message>
    <message>
        <source>Send the batch of the form to the pool that runs</source>
        <translation>Den Batch des Formulars an den laufenden Pool schicken</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>No new work; what was accepted is still done</source>
        <translation>Keine neue Arbeit; was angenommen wurde, wird noch getan</translation>
    </message>
    <message>
        <source>&amp;Terminate</source>
        <translation>&amp;Terminieren</translation>
    </message>
    <message>
        <source>Drop what is left and end the workers now</source>
        <translation>Verwerfen, was übrig ist, und die Worker jetzt beenden</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>&amp;Join</translation>
    </message>
    <message>
        <source>Tell when no worker is left; only after close or terminate</source>
        <translation>Sagen, wenn kein Worker übrig ist; nur nach close oder terminate</translation>
    </message>
    <message>
        <source>&amp;Kill worker</source>
        <translation>Worker tö&amp;ten</translation>
    </message>
    <message>
        <source>Send SIGKILL to the selected worker and see what happens</source>
        <translation>SIGKILL an den gewählten Worker schicken und sehen, was geschieht</translation>
    </message>
    <message>
        <source>Keep the pool running when the window closes</source>
        <translation>Pool weiterlaufen lassen, wenn das Fenster schließt</translation>
    </message>
    <message>
        <source>Without this the host and all workers end with the window</source>
        <translation>Sonst enden Host und alle Worker mit dem Fenster</translation>
    </message>
    <message>
        <source>ask it to end</source>
        <translation>ihn bitten zu enden</translation>
    </message>
    <message>
        <source>end it at once</source>
        <translation>ihn sofort beenden</translation>
    </message>
    <message>
        <source>as a bad pointer does</source>
        <translation>wie bei einem falschen Zeiger</translation>
    </message>
    <message>
        <source>as a failed assertion does</source>
        <translation>wie bei einer verletzten Zusicherung</translation>
    </message>
    <message>
        <source>hold it</source>
        <translation>ihn anhalten</translation>
    </message>
    <message>
        <source>let it go on</source>
        <translation>ihn weitermachen lassen</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>a pool runs already</source>
        <translation>es läuft schon ein Pool</translation>
    </message>
    <message>
        <source>the scenario has a value that is refused</source>
        <translation>das Szenario hat einen Wert, der abgelehnt wird</translation>
    </message>
    <message>
        <source>no pool runs</source>
        <translation>es läuft kein Pool</translation>
    </message>
    <message>
        <source>the pool takes no more batches</source>
        <translation>der Pool nimmt keine Batches mehr an</translation>
    </message>
    <message>
        <source>the batch has a value that is refused</source>
        <translation>der Batch hat einen Wert, der abgelehnt wird</translation>
    </message>
    <message>
        <source>it is being terminated</source>
        <translation>er wird terminiert</translation>
    </message>
    <message>
        <source>no living worker is selected</source>
        <translation>kein lebender Worker ist gewählt</translation>
    </message>
    <message>
        <source>Send a signal to %1</source>
        <translation>Signal an %1 schicken</translation>
    </message>
    <message>
        <source>Send a signal (select a worker)</source>
        <translation>Signal schicken (einen Worker wählen)</translation>
    </message>
    <message>
        <source>%1
Not now: %2</source>
        <translation>%1
Jetzt nicht: %2</translation>
    </message>
    <message>
        <source>its program alone ends it; terminate its workers instead</source>
        <translation>ihn beendet allein sein Programm; stattdessen seine Worker terminieren</translation>
    </message>
    <message>
        <source>its program alone gives it work</source>
        <translation>Arbeit gibt ihm allein sein Programm</translation>
    </message>
    <message>
        <source>&amp;Another signal</source>
        <translation>Ein &amp;anderes Signal</translation>
    </message>
    <message>
        <source>%1 workers</source>
        <translation>%1 Worker</translation>
    </message>
    <message>
        <source>&amp;Kill %1</source>
        <translation>%1 tö&amp;ten</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PoolForm</name>
    <message>
        <source>Limits and robustness</source>
        <translation>Grenzen und Robustheit</translation>
    </message>
    <message>
        <source>default (%1)</source>
        <translation>Vorgabe (%1)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none; for example &quot;blue&quot;, 7</source>
        <translation>keine; zum Beispiel &quot;blau&quot;, 7</translation>
    </message>
    <message>
        <source>none: workers stay</source>
        <translation>keine: Worker bleiben</translation>
    </message>
    <message>
        <source>proce&amp;sses</source>
        <translation>proce&amp;sses</translation>
    </message>
    <message>
        <source>Workers that are kept alive. One that dies is replaced. More than there are CPUs help tasks that wait, not tasks that compute. Empty: as many as the CPUs this process may use.</source>
        <translation>Worker, die am Leben gehalten werden. Einer, der stirbt, wird ersetzt. Mehr als CPUs da sind helfen Tasks, die warten, nicht Tasks, die rechnen. Leer: so viele wie CPUs, die dieser Prozess nutzen darf.</translation>
    </message>
    <message>
        <source>start me&amp;thod</source>
        <translation>Startme&amp;thode</translation>
    </message>
    <message>
        <source>How a worker process comes into being: what it inherits, and what each start costs.</source>
        <translation>Wie ein Worker-Prozess entsteht: was er erbt und was jeder Start kostet.</translation>
    </message>
    <message>
        <source>&amp;initializer</source>
        <translation>&amp;initializer</translation>
    </message>
    <message>
        <source>Called once in each new worker before its first task, also in every replacement. Its time is paid at each start of a worker, not for each task. Empty: none.</source>
        <translation>Einmal in jedem neuen Worker vor seinem ersten Task aufgerufen, auch in jedem Ersatz. Seine Zeit kostet jeden Start eines Workers, nicht jeden Task. Leer: keiner.</translation>
    </message>
    <message>
        <source>init&amp;args</source>
        <translation>init&amp;args</translation>
    </message>
    <message>
        <source>What the initializer is called with: JSON values with commas between them, with or without brackets around. A single list needs both: [[1, 2]].</source>
        <translation>Womit der initializer aufgerufen wird: JSON-Werte, durch Kommas getrennt, mit oder ohne Klammern darum. Eine einzelne Liste braucht beides: [[1, 2]].</translation>
    </message>
    <message>
        <source>ma&amp;xtasksperchild</source>
        <translation>ma&amp;xtasksperchild</translation>
    </message>
    <message>
        <source>Tasks (chunks, not items) that a worker completes before it leaves and is replaced. Gives back memory that tasks have kept; costs one start and one initializer for each replacement. Empty: workers live as long as the pool.</source>
        <translation>Tasks (Chunks, nicht Elemente), die ein Worker erledigt, bevor er geht und ersetzt wird. Gibt Speicher zurück, den Tasks behielten; kostet je Ersatz einen Start und einen initializer. Leer: Worker leben so lange wie der Pool.</translation>
    </message>
    <message>
        <source>default: %1</source>
        <translation>Vorgabe: %1</translation>
    </message>
    <message>
        <source>Number of processes must be a whole number.</source>
        <translation>processes muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>Each worker calls %1(%2) first.</source>
        <translation>Jeder Worker ruft zuerst %1(%2) auf.</translation>
    </message>
    <message>
        <source>none set</source>
        <translation>keine gesetzt</translation>
    </message>
    <message>
        <source>%1 set</source>
        <translation>%1 gesetzt</translation>
    </message>
    <message>
        <source>A fresh worker after each task.</source>
        <translation>Nach jedem Task ein frischer Worker.</translation>
    </message>
    <message>
        <source>A fresh worker after %1 tasks.</source>
        <translation>Nach %1 Tasks ein frischer Worker.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PoolGuard</name>
    <message>
        <source>A pool runs, and would end by this.</source>
        <translation>Ein Pool läuft und würde dadurch beendet.</translation>
    </message>
    <message>
        <source>Nothing was done yet. Put this message away to leave the pool as it is.</source>
        <translation>Noch ist nichts geschehen. Ohne diese Meldung bleibt der Pool, wie er ist.</translation>
    </message>
    <message>
        <source>A pool runs, and would end by this unless another window or program is with it.</source>
        <translation>Ein Pool läuft und würde dadurch beendet, sofern kein anderes Fenster oder Programm mit ihm verbunden ist.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Presentation</name>
    <message>
        <source>Presentation: Esc or F11 leaves it</source>
        <translation>Präsentation: Esc oder F11 beendet sie</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ProcessesField</name>
    <message>
        <source>processes</source>
        <translation>processes</translation>
    </message>
    <message>
        <source>processes of the running pool</source>
        <translation>processes des laufenden Pools</translation>
    </message>
    <message>
        <source>no pool runs</source>
        <translation>es läuft kein Pool</translation>
    </message>
    <message>
        <source>How many workers the pool keeps. More start at once; with fewer, those of the highest slots finish what they run and leave.</source>
        <translation>Wie viele Worker der Pool hält. Mehr starten sofort; bei weniger beenden die der höchsten Slots, was sie ausführen, und gehen.</translation>
    </message>
    <message>
        <source>%1
Not now: %2</source>
        <translation>%1
Jetzt nicht: %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::QueueLane</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>%1 items wait</source>
        <translation>%1 Elemente warten</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>Items that were submitted and wait to be begun: at most %1 at once</source>
        <translation>Elemente, die eingereicht sind und auf ihren Beginn warten: höchstens %1 zugleich</translation>
    </message>
    <message>
        <source>%1 items waited at %2</source>
        <translation>%1 Elemente warteten bei %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Refusal</name>
    <message>
        <source>Click to put it away</source>
        <translation>Klicken räumt es weg</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ReplayBar</name>
    <message>
        <source>Replay slower</source>
        <translation>Langsamer abspielen</translation>
    </message>
    <message>
        <source>Replay faster</source>
        <translation>Schneller abspielen</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>speed of the replay</source>
        <translation>Tempo des Abspielens</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>Abspieltempo</translation>
    </message>
    <message>
        <source>Pause the replay</source>
        <translation>Abspielen anhalten</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ReportAction</name>
    <message>
        <source>Export &amp;report…</source>
        <translation>Be&amp;richt exportieren…</translation>
    </message>
    <message>
        <source>The run as one HTML page with pictures</source>
        <translation>Der Lauf als eine HTML-Seite mit Bildern</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>Bericht exportieren</translation>
    </message>
    <message>
        <source>HTML pages (*.html)</source>
        <translation>HTML-Seiten (*.html)</translation>
    </message>
    <message>
        <source>there is no run yet</source>
        <translation>es gibt noch keinen Lauf</translation>
    </message>
    <message>
        <source>It is the trace itself: give the report another name.</source>
        <translation>Das ist die Aufzeichnung selbst: einen anderen Namen für den Bericht wählen.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RerunActions</name>
    <message>
        <source>Not now: %1</source>
        <translation>Jetzt nicht: %1</translation>
    </message>
    <message>
        <source>%1
Not now: %2</source>
        <translation>%1
Jetzt nicht: %2</translation>
    </message>
    <message>
        <source>Rerun the &amp;failed items</source>
        <translation>&amp;Fehlgeschlagene Elemente noch einmal</translation>
    </message>
    <message>
        <source>Rerun the &amp;selected items</source>
        <translation>&amp;Gewählte Elemente noch einmal</translation>
    </message>
    <message>
        <source>there are no results</source>
        <translation>es gibt keine Ergebnisse</translation>
    </message>
    <message>
        <source>the pool takes no more batches; wait for its end</source>
        <translation>der Pool nimmt keine Batches mehr an; sein Ende abwarten</translation>
    </message>
    <message>
        <source>the host has not ended yet</source>
        <translation>der Host ist noch nicht zu Ende</translation>
    </message>
    <message>
        <source>Run what failed, was lost or timed out again, with the same arguments</source>
        <translation>Noch einmal ausführen, was fehlschlug, verloren ging oder seine Zeit überschritt, mit denselben Argumenten</translation>
    </message>
    <message>
        <source>nothing failed</source>
        <translation>nichts schlug fehl</translation>
    </message>
    <message>
        <source>Run the selected results&apos; items again, with the same arguments</source>
        <translation>Die Elemente der gewählten Ergebnisse noch einmal ausführen, mit denselben Argumenten</translation>
    </message>
    <message>
        <source>no result is selected</source>
        <translation>kein Ergebnis ist gewählt</translation>
    </message>
    <message>
        <source>%1 items are too many to be run again at once.</source>
        <translation>%1 Elemente sind zu viele, um sie auf einmal noch einmal auszuführen.</translation>
    </message>
    <message>
        <source>At most %1 can be: filter the results, select some of them, and rerun those.</source>
        <translation>Höchstens %1 gehen: die Ergebnisse filtern, einige wählen und diese noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Items: %1, %2</source>
        <translation>Elemente: %1, %2</translation>
    </message>
    <message>
        <source>Nothing was run again.</source>
        <translation>Nichts wurde noch einmal ausgeführt.</translation>
    </message>
    <message>
        <source>Rerun of %1</source>
        <translation>Noch einmal: %1</translation>
    </message>
    <message>
        <source>Items run again: %1.</source>
        <translation>Noch einmal ausgeführte Elemente: %1.</translation>
    </message>
    <message>
        <source>%1 Not all of them.</source>
        <translation>%1 Nicht alle.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ResultModel</name>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Number of the batch</source>
        <translation>Nummer des Batches</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>Index of the item in its batch, from 0</source>
        <translation>Index des Elements in seinem Batch, ab 0</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>How the item ended</source>
        <translation>Wie das Element endete</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What the function gave, as Python would show it</source>
        <translation>Was die Funktion ergab, wie Python es zeigen würde</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>The error&apos;s type and message</source>
        <translation>Typ und Meldung des Fehlers</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Angestanden</translation>
    </message>
    <message>
        <source>From the batch&apos;s submission until a worker got its task</source>
        <translation>Vom Einreichen des Batches, bis ein Worker seinen Task bekam</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>From there until its task began</source>
        <translation>Von da, bis sein Task begann</translation>
    </message>
    <message>
        <source>Task time</source>
        <translation>Taskzeit</translation>
    </message>
    <message>
        <source>How long the item&apos;s task (chunk) ran</source>
        <translation>Wie lange der Task (Chunk) des Elements lief</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>When its task began, since the beginning of the run</source>
        <translation>Wann sein Task begann, seit Beginn des Laufs</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Where it ran</source>
        <translation>Wo es lief</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>1 the first time; more after a worker died</source>
        <translation>1 beim ersten Mal; mehr, nachdem ein Worker starb</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>What its task (chunk) wrote to standard output (out) and standard error (err)</source>
        <translation>Was sein Task (Chunk) auf Standardausgabe (out) und Standardfehlerausgabe (err) schrieb</translation>
    </message>
    <message>
        <source>(not in the trace)</source>
        <translation>(nicht in der Aufzeichnung)</translation>
    </message>
    <message>
        <source>(%1, not kept in the trace)</source>
        <translation>(%1, nicht in der Aufzeichnung)</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunCharts</name>
    <message>
        <source>running %1 of the time that is seen</source>
        <translation>läuft %1 der sichtbaren Zeit</translation>
    </message>
    <message>
        <source>counted by %1</source>
        <translation>gezählt je %1</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>Slot %1</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>No worker was sampled: a run of some tenths of a second is too short for it.</source>
        <translation>Kein Worker wurde gemessen: ein Lauf von einigen Zehntelsekunden ist dafür zu kurz.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 tasks that ended in the picked time</source>
        <translation>%1 Tasks, die in der gewählten Zeit endeten</translation>
    </message>
    <message>
        <source>%1 tasks</source>
        <translation>%1 Tasks</translation>
    </message>
    <message>
        <source>Workers by state</source>
        <translation>Worker nach Zustand</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>from a worker&apos;s getting a task to its end</source>
        <translation>von der Übergabe eines Tasks an den Worker bis zu seinem Ende</translation>
    </message>
    <message>
        <source>Tasks in flight</source>
        <translation>Tasks unterwegs</translation>
    </message>
    <message>
        <source>given to workers, not ended</source>
        <translation>an Worker übergeben, nicht beendet</translation>
    </message>
    <message>
        <source>Tasks queued</source>
        <translation>Tasks in der Warteschlange</translation>
    </message>
    <message>
        <source>submitted, not given to a worker</source>
        <translation>eingereicht, keinem Worker übergeben</translation>
    </message>
    <message>
        <source>Processor of each worker</source>
        <translation>Prozessor jedes Workers</translation>
    </message>
    <message>
        <source>Memory of each worker</source>
        <translation>Speicher jedes Workers</translation>
    </message>
    <message>
        <source>100 %: one whole processor</source>
        <translation>100 %: ein ganzer Prozessor</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>resident</translation>
    </message>
    <message>
        <source>Durations of tasks</source>
        <translation>Dauern von Tasks</translation>
    </message>
    <message>
        <source>Tasks that were done within a duration</source>
        <translation>Tasks, die in einer Dauer fertig waren</translation>
    </message>
    <message>
        <source>of all tasks</source>
        <translation>von allen Tasks</translation>
    </message>
    <message>
        <source>No task ended in this part.</source>
        <translation>In diesem Teil endete kein Task.</translation>
    </message>
    <message>
        <source>%1 tasks that had ended at that moment</source>
        <translation>%1 Tasks, die in jenem Moment geendet hatten</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunDetails</name>
    <message>
        <source> after %1</source>
        <translation> nach %1</translation>
    </message>
    <message>
        <source>%1 items: %2 done, %3 failed, %4 lost, %5 timed out, %6 cancelled</source>
        <translation>%1 Elemente: %2 fertig, %3 fehlgeschlagen, %4 verloren, %5 Zeit überschritten, %6 abgebrochen</translation>
    </message>
    <message>
        <source>%1 workers started, %2 ended badly</source>
        <translation>%1 Worker gestartet, %2 schlecht geendet</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What you want to know of this run later. Runs with a note are never removed by themselves.</source>
        <translation>Was man später von diesem Lauf wissen will. Läufe mit Notiz werden nie von selbst entfernt.</translation>
    </message>
    <message>
        <source>&amp;Tags, separated by commas</source>
        <translation>S&amp;tichwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message numerus="yes">
        <source>%n runs are selected.</source>
        <translation>
            <numerusform>%n Lauf ist gewählt.</numerusform>
            <numerusform>%n Läufe sind gewählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a run to see what it was made on, and to note something.</source>
        <translation>Einen Lauf wählen, um zu sehen, worauf er gemacht wurde, und etwas zu notieren.</translation>
    </message>
    <message>
        <source>On what it was made is not known.</source>
        <translation>Worauf er gemacht wurde, ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunListModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>When the run began</source>
        <translation>Wann der Lauf begann</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The name that you gave it (F2), else the scenario&apos;s title</source>
        <translation>Der gegebene Name (F2), sonst der Titel des Szenarios</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Pinned runs are never removed to make room; the baseline is what others are compared with</source>
        <translation>Angeheftete Läufe werden nie entfernt, um Platz zu schaffen; mit dem Vergleichslauf werden andere verglichen</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>The pool, and what was called</source>
        <translation>Der Pool und was aufgerufen wurde</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>How the run stands or ended</source>
        <translation>Wie der Lauf steht oder endete</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>From the start of the run to its end</source>
        <translation>Vom Beginn des Laufs bis zu seinem Ende</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>Items that were submitted</source>
        <translation>Eingereichte Elemente</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Nicht fertig</translation>
    </message>
    <message>
        <source>Items that failed, were lost, timed out or were cancelled</source>
        <translation>Elemente, die fehlschlugen, verloren gingen, ihre Zeit überschritten oder abgebrochen wurden</translation>
    </message>
    <message>
        <source>Tasks/s</source>
        <translation>Tasks/s</translation>
    </message>
    <message>
        <source>Tasks (chunks) that ended in a second, while there were batches</source>
        <translation>Tasks (Chunks), die in einer Sekunde endeten, solange es Batches gab</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Genutzt</translation>
    </message>
    <message>
        <source>Time that workers ran tasks, of the time that they were there</source>
        <translation>Zeit, in der Worker Tasks ausführten, von der Zeit, in der sie da waren</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of the run on the disk</source>
        <translation>Des Laufs auf der Platte</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Against baseline</source>
        <translation>Gegen den Vergleichslauf</translation>
    </message>
    <message>
        <source>Runs of the same work later than the baseline: better or worse, as far as it is certain (95 %). Repetitions make it so</source>
        <translation>Läufe derselben Arbeit nach dem Vergleichslauf: besser oder schlechter, soweit es sicher ist (95 %). Wiederholungen machen es sicher</translation>
    </message>
    <message>
        <source>Its tags, the first line of your note, and which sweep it belongs to</source>
        <translation>Seine Schlagwörter, die erste Zeile deiner Notiz und zu welcher Messreihe er gehört</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunPicture</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Drag from the beginning to the end</source>
        <translation>Vom Anfang bis zum Ende ziehen</translation>
    </message>
    <message>
        <source>%1 to %2 s</source>
        <translation>%1 bis %2 s</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunShelf</name>
    <message>
        <source>%1 and %2 runs</source>
        <translation>%1 und %2 Läufe</translation>
    </message>
    <message>
        <source>%1 are free again. Runs that you pinned, named or noted stay.</source>
        <translation>%1 sind wieder frei. Angeheftete, benannte und mit Notiz versehene Läufe bleiben.</translation>
    </message>
    <message>
        <source>The runs that are kept take more than %1.</source>
        <translation>Die behaltenen Läufe brauchen mehr als %1.</translation>
    </message>
    <message>
        <source>Only runs without pin, name and note are removed by themselves: delete some, or raise the limit on the Runs page.</source>
        <translation>Nur Läufe ohne Anheftung, Namen und Notiz werden von selbst entfernt: einige löschen oder die Grenze auf der Seite Läufe erhöhen.</translation>
    </message>
    <message>
        <source>The figures of the run could not be kept.</source>
        <translation>Die Zahlen des Laufs ließen sich nicht behalten.</translation>
    </message>
    <message>
        <source>What you wrote about the run could not be kept.</source>
        <translation>Das zum Lauf Geschriebene ließ sich nicht behalten.</translation>
    </message>
    <message>
        <source>The run %1 was not deleted.</source>
        <translation>Der Lauf %1 wurde nicht gelöscht.</translation>
    </message>
    <message>
        <source>The run %1 could not be taken back.</source>
        <translation>Der Lauf %1 ließ sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>One old run was removed to keep within %1.</source>
        <translation>Ein alter Lauf wurde entfernt, um bei %1 zu bleiben.</translation>
    </message>
    <message>
        <source>%1 old runs were removed to keep within %2.</source>
        <translation>%1 alte Läufe wurden entfernt, um bei %2 zu bleiben.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Every run is kept here, with its scenario, its results and all that happened: press F5 to make the first.
Pools of programs that link the library appear here too, when their program lets them be watched.</source>
        <translation>Jeder Lauf wird hier behalten, mit seinem Szenario, seinen Ergebnissen und allem, was geschah: F5 macht den ersten.
Auch Pools von Programmen, die die Bibliothek nutzen, erscheinen hier, wenn ihr Programm zusehen lässt.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Show the run; one that goes on is attached to</source>
        <translation>Den Lauf zeigen; an einen, der noch läuft, wird angebunden</translation>
    </message>
    <message>
        <source>Run &amp;again</source>
        <translation>Noch ein&amp;mal</translation>
    </message>
    <message>
        <source>Put its scenario into the form and run it</source>
        <translation>Sein Szenario ins Formular setzen und ausführen</translation>
    </message>
    <message>
        <source>Open its &amp;scenario</source>
        <translation>Sein &amp;Szenario öffnen</translation>
    </message>
    <message>
        <source>Put its scenario into the form</source>
        <translation>Sein Szenario ins Formular setzen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Give the run a name; an empty one brings the scenario&apos;s title back</source>
        <translation>Dem Lauf einen Namen geben; ein leerer bringt den Titel des Szenarios zurück</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Write down what you want to know of the run later</source>
        <translation>Aufschreiben, was man später von dem Lauf wissen will</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>An&amp;heften</translation>
    </message>
    <message>
        <source>A pinned run is never removed to make room</source>
        <translation>Ein angehefteter Lauf wird nie entfernt, um Platz zu schaffen</translation>
    </message>
    <message>
        <source>&amp;Baseline</source>
        <translation>&amp;Vergleichslauf</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>Show the &amp;folder</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder in the file manager</source>
        <translation>Den Ordner des Laufs in der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Delete the selected runs; they can be taken back for a while</source>
        <translation>Die gewählten Läufe löschen; sie lassen sich eine Weile zurückholen</translation>
    </message>
    <message>
        <source>&amp;Undo the deletion</source>
        <translation>Löschen &amp;rückgängig</translation>
    </message>
    <message>
        <source>Find a name, a function, a note</source>
        <translation>Name, Funktion oder Notiz suchen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>How much may be kept</source>
        <translation>Wie viel behalten werden darf</translation>
    </message>
    <message>
        <source>%1 of %2 runs, %3 of %4</source>
        <translation>%1 von %2 Läufen, %3 von %4</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>&amp;Anbinden</translation>
    </message>
    <message>
        <source>Take back what was deleted last (Ctrl+Z in the table)</source>
        <translation>Zurückholen, was zuletzt gelöscht wurde (Strg+Z in der Tabelle)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>Write the figures of the selected runs, or of all that are shown, as CSV or JSON</source>
        <translation>Die Zahlen der gewählten oder aller gezeigten Läufe als CSV oder JSON schreiben</translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation>Läufe exportieren</translation>
    </message>
    <message>
        <source>JSON, with the environment (*.json)</source>
        <translation>JSON, mit der Umgebung (*.json)</translation>
    </message>
    <message>
        <source>CSV, a row a run (*.csv)</source>
        <translation>CSV, eine Zeile je Lauf (*.csv)</translation>
    </message>
    <message>
        <source>; %1 in the trash, %2</source>
        <translation>; %1 im Papierkorb, %2</translation>
    </message>
    <message>
        <source>When there are more, the oldest go. Runs that go on, are open, pinned, named or noted stay. What was deleted lies in the trash for ten minutes, then it goes for good.</source>
        <translation>Sind es mehr, gehen die ältesten. Läufe, die weitergehen, offen, angeheftet, benannt oder mit Notiz sind, bleiben. Was gelöscht wurde, liegt zehn Minuten im Papierkorb, dann geht es endgültig.</translation>
    </message>
    <message>
        <source>What later runs of the same work are compared with; there is one of each work</source>
        <translation>Womit spätere Läufe derselben Arbeit verglichen werden; es gibt einen für jede Arbeit</translation>
    </message>
    <message>
        <source>Compare the selected runs; a single one with the baseline of its work</source>
        <translation>Die gewählten Läufe vergleichen; einen einzelnen mit dem Vergleichslauf seiner Arbeit</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunsPart</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>A&amp;ttach to a pool…</source>
        <translation>An einen Pool an&amp;binden…</translation>
    </message>
    <message>
        <source>Pools of other windows and programs that run on this machine</source>
        <translation>Pools anderer Fenster und Programme, die auf diesem Rechner laufen</translation>
    </message>
    <message>
        <source>&amp;Detach</source>
        <translation>A&amp;bbinden</translation>
    </message>
    <message>
        <source>Leave the pool that is attached to, as it is</source>
        <translation>Den angebundenen Pool verlassen, wie er ist</translation>
    </message>
    <message>
        <source>No pool answers in %1.</source>
        <translation>In %1 antwortet kein Pool.</translation>
    </message>
    <message>
        <source>The run has no scenario.</source>
        <translation>Der Lauf hat kein Szenario.</translation>
    </message>
    <message>
        <source>Its pool belongs to a program, which alone knows what it calls.</source>
        <translation>Sein Pool gehört einem Programm, das allein weiß, was es aufruft.</translation>
    </message>
    <message>
        <source>The run “%1” was cut short: its program ended without a word.</source>
        <translation>Der Lauf „%1“ brach ab: sein Programm endete ohne ein Wort.</translation>
    </message>
    <message>
        <source>%1 of %2 items were done</source>
        <translation>%1 von %2 Elementen waren fertig</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>&amp;Detach from %1 (%2)</source>
        <translation>A&amp;bbinden von %1 (%2)</translation>
    </message>
    <message>
        <source>One run was deleted.</source>
        <translation>Ein Lauf wurde gelöscht.</translation>
    </message>
    <message>
        <source>%1 runs were deleted.</source>
        <translation>%1 Läufe wurden gelöscht.</translation>
    </message>
    <message>
        <source>. One more run ended like this; the Runs page has it.</source>
        <translation>. Ein weiterer Lauf endete so; die Seite Läufe hat ihn.</translation>
    </message>
    <message>
        <source>. %1 more runs ended like this; the Runs page has them.</source>
        <translation>. %1 weitere Läufe endeten so; die Seite Läufe hat sie.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ScenarioForm</name>
    <message>
        <source>Faults</source>
        <translation>Fehlerplan</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>New batch</source>
        <translation>Neuer Batch</translation>
    </message>
    <message>
        <source>Batch %1 of %2</source>
        <translation>Batch %1 von %2</translation>
    </message>
    <message>
        <source>none planned</source>
        <translation>keine geplant</translation>
    </message>
    <message numerus="yes">
        <source>%n planned</source>
        <translation>
            <numerusform>%n geplant</numerusform>
            <numerusform>%n geplant</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ScenarioHistory</name>
    <message>
        <source>add a batch</source>
        <translation>Batch hinzufügen</translation>
    </message>
    <message>
        <source>remove a batch</source>
        <translation>Batch entfernen</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1 of batch %2</source>
        <translation>%1 von Batch %2</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>Batch %1</translation>
    </message>
    <message>
        <source>open a scenario</source>
        <translation>ein Szenario öffnen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ScenarioPanel</name>
    <message>
        <source>scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>A pool and its batches, ready to run</source>
        <translation>Ein Pool und seine Batches, bereit zum Starten</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forget the changes and show the scenario as its file says it</source>
        <translation>Die Änderungen vergessen und das Szenario zeigen, wie es in seiner Datei steht</translation>
    </message>
    <message>
        <source>what the scenario is about</source>
        <translation>worum es in dem Szenario geht</translation>
    </message>
    <message>
        <source>No scenario is chosen.</source>
        <translation>Kein Szenario ist gewählt.</translation>
    </message>
    <message>
        <source>Modified; the file is as it was.</source>
        <translation>Geändert; die Datei ist, wie sie war.</translation>
    </message>
    <message>
        <source>%1 (modified)</source>
        <translation>%1 (geändert)</translation>
    </message>
    <message>
        <source>Open a link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Open this page in the browser?
%1</source>
        <translation>Diese Seite im Browser öffnen?
%1</translation>
    </message>
    <message>
        <source>Modified; the file is gone or cannot be read.</source>
        <translation>Geändert; die Datei fehlt oder ist nicht lesbar.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ScrubBar</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Back to the change before</source>
        <translation>Zurück zur vorigen Änderung</translation>
    </message>
    <message>
        <source>On to the next change</source>
        <translation>Weiter zur nächsten Änderung</translation>
    </message>
    <message>
        <source>To the latest change</source>
        <translation>Zur letzten Änderung</translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation>Dem Lauf folgen</translation>
    </message>
    <message>
        <source>Moment of the run</source>
        <translation>Zeitpunkt des Laufs</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>◆ at %1</source>
        <translation>◆ bei %1</translation>
    </message>
    <message>
        <source>● FOLLOWING</source>
        <translation>● FOLGT</translation>
    </message>
    <message>
        <source>● At the end</source>
        <translation>● Am Ende</translation>
    </message>
    <message>
        <source>Past moment %1: press to follow the run</source>
        <translation>Vergangener Zeitpunkt %1: drücken, um dem Lauf zu folgen</translation>
    </message>
    <message>
        <source>Following the run</source>
        <translation>Folgt dem Lauf</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>bei %1</translation>
    </message>
    <message>
        <source>following the run</source>
        <translation>folgt dem Lauf</translation>
    </message>
    <message>
        <source>To the beginning of the run</source>
        <translation>Zum Anfang des Laufs</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SearchBox</name>
    <message>
        <source>Search   / , command   &gt;</source>
        <translation>Suche   / , Befehl   &gt;</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Searches the page in front; with &gt; in front it lists commands</source>
        <translation>Durchsucht die Seite vorn; mit &gt; davor zeigt es Befehle</translation>
    </message>
    <message>
        <source>Search the page in front (/ or Ctrl+F): words, or fields as in state:failed duration&gt;2s; &gt; for commands</source>
        <translation>Die Seite vorn durchsuchen (/ oder Strg+F): Wörter oder Felder wie in state:failed duration&gt;2s; &gt; für Befehle</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Session</name>
    <message>
        <source>The pool&apos;s host could not be started.</source>
        <translation>Der Host des Pools ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>No pool runs.</source>
        <translation>Es läuft kein Pool.</translation>
    </message>
    <message>
        <source>Run the scenario or start a pool first.</source>
        <translation>Zuerst das Szenario ausführen oder einen Pool starten.</translation>
    </message>
    <message>
        <source>No pool runs in %1 any more.</source>
        <translation>In %1 läuft kein Pool mehr.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a trace.</source>
        <translation>%1 ist nicht als Aufzeichnung lesbar.</translation>
    </message>
    <message>
        <source>The trace broke off: its host ended without a word.</source>
        <translation>Die Aufzeichnung brach ab: ihr Host endete ohne ein Wort.</translation>
    </message>
    <message>
        <source>What was open then is shown as ended with the host: workers as gone, items that ran as lost, all others as cancelled.</source>
        <translation>Was da offen war, wird als mit dem Host beendet gezeigt: Worker als gegangen, Elemente, die liefen, als verloren, alle anderen als abgebrochen.</translation>
    </message>
    <message>
        <source>Records of the trace that contradict what went before, and were not believed: %1.</source>
        <translation>Einträge der Aufzeichnung, die dem Vorigen widersprechen und nicht geglaubt wurden: %1.</translation>
    </message>
    <message>
        <source>A trace that was damaged, or written by a faulty program, can say what cannot be.</source>
        <translation>Eine beschädigte oder von einem fehlerhaften Programm geschriebene Aufzeichnung kann sagen, was nicht sein kann.</translation>
    </message>
    <message>
        <source>%1 damaged bytes of the trace were skipped.</source>
        <translation>%1 beschädigte Bytes der Aufzeichnung wurden übersprungen.</translation>
    </message>
    <message>
        <source>The connection to the host ended.</source>
        <translation>Die Verbindung zum Host endete.</translation>
    </message>
    <message>
        <source>The host was ended by signal %1.</source>
        <translation>Der Host wurde durch Signal %1 beendet.</translation>
    </message>
    <message>
        <source>The host ended with exit code %1.</source>
        <translation>Der Host endete mit Exit-Code %1.</translation>
    </message>
    <message>
        <source>%1 (%2) allows looking only</source>
        <translation>%1 (%2) erlaubt nur das Ansehen</translation>
    </message>
    <message>
        <source>%1 (%2) has gone, and its pool with it.</source>
        <translation>%1 (%2) ist weg, und sein Pool mit ihm.</translation>
    </message>
    <message>
        <source>%1 holds no pool.</source>
        <translation>%1 enthält keinen Pool.</translation>
    </message>
    <message>
        <source>It is empty, or it broke off before a pool was told of. Should something be written into it, it is shown here.</source>
        <translation>Die Datei ist leer oder brach ab, bevor von einem Pool berichtet wurde. Wird noch etwas hineingeschrieben, erscheint es hier.</translation>
    </message>
    <message>
        <source>The recording of the run stopped: %1.</source>
        <translation>Die Aufzeichnung des Laufs hat aufgehört: %1.</translation>
    </message>
    <message>
        <source>The pool goes on, but nothing that it does from here on is seen. Everything until then is kept.</source>
        <translation>Der Pool arbeitet weiter, aber was er von hier an tut, ist nicht zu sehen. Alles bis dahin bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The colours of the window</source>
        <translation>Die Farben des Fensters</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>F&amp;arben</translation>
    </message>
    <message>
        <source>All text, the timeline&apos;s too, in per cent of the system&apos;s size: Ctrl++, Ctrl+-, Ctrl+0</source>
        <translation>Alle Schrift, auch die der Zeitachse, in Prozent der Größe des Systems: Strg++, Strg+-, Strg+0</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>Schrift&amp;größe</translation>
    </message>
    <message>
        <source>Text while presenting (F11); it gets no smaller than it is</source>
        <translation>Schrift beim Präsentieren (F11); sie wird nicht kleiner, als sie ist</translation>
    </message>
    <message>
        <source>Text when &amp;presenting</source>
        <translation>Schrift beim &amp;Präsentieren</translation>
    </message>
    <message>
        <source>Whether marks fade and bars run to and fro; a run&apos;s own growth is always shown</source>
        <translation>Ob Marken verblassen und Balken hin und her laufen; das Wachsen eines Laufs wird immer gezeigt</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Verringert</translation>
    </message>
    <message>
        <source>&amp;Motion</source>
        <translation>&amp;Bewegung</translation>
    </message>
    <message>
        <source>The language of the window; scenarios keep their own</source>
        <translation>Die Sprache des Fensters; Szenarien behalten ihre eigene</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Changes at once; a few words that stand on the screen already change at the next start.</source>
        <translation>Gilt sofort; einige Wörter, die schon auf dem Bildschirm stehen, wechseln beim nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>Anordnung zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>Docks, splitters and columns as at the first start</source>
        <translation>Leisten, Teiler und Spalten wie beim ersten Start</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Kept in %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>How much may be &amp;kept…</source>
        <translation>Wie viel auf&amp;bewahrt wird…</translation>
    </message>
    <message>
        <source>When there are more runs than that, the oldest go</source>
        <translation>Sind es mehr Läufe als das, gehen die ältesten</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SpanAnswer</name>
    <message>
        <source>your prediction: the arrow keys move it, with Shift its end</source>
        <translation>Ihre Vorhersage: die Pfeiltasten bewegen sie, mit Umschalt ihr Ende</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>it was</source>
        <translation>es war</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Speedup</name>
    <message>
        <source>These runs do not tell how much of the work is done one after the other: from %1 to %2 %. More runs, or more numbers of processes, would.</source>
        <translation>Diese Läufe sagen nicht, wie viel der Arbeit nacheinander geschieht: zwischen %1 und %2 %. Mehr Läufe oder mehr Prozesszahlen würden es zeigen.</translation>
    </message>
    <message>
        <source>Amdahl&apos;s law: %1 % of the work is done one after the other (95 %: %2 to %3 %).</source>
        <translation>Amdahls Gesetz: %1 % der Arbeit geschehen nacheinander (95 %: %2 bis %3 %).</translation>
    </message>
    <message>
        <source>Gunther&apos;s law: %1 % one after the other, and %2 % that workers cost each other.</source>
        <translation>Gunthers Gesetz: %1 % nacheinander, und %2 %, die Worker einander kosten.</translation>
    </message>
    <message>
        <source> The most is reached with %1 processes.</source>
        <translation> Das meiste ist mit %1 Prozessen erreicht.</translation>
    </message>
    <message>
        <source> No number of processes makes it more than %1 times as fast.</source>
        <translation> Keine Zahl von Prozessen macht es mehr als %1-mal so schnell.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SpeedupPlot</name>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>law</source>
        <translation>Gesetz</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>ideal</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % von</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % bis</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StandstillPanel</name>
    <message>
        <source>Why is nothing happening?</source>
        <translation>Warum geschieht nichts?</translation>
    </message>
    <message>
        <source>Reasons, the most important first</source>
        <translation>Gründe, der wichtigste zuerst</translation>
    </message>
    <message>
        <source>No item was pending at this moment.</source>
        <translation>Zu diesem Zeitpunkt stand kein Element aus.</translation>
    </message>
    <message>
        <source>No item is pending.</source>
        <translation>Kein Element steht aus.</translation>
    </message>
    <message>
        <source>%1 items were pending at this moment; the last result was %2 old.</source>
        <translation>Zu diesem Zeitpunkt standen %1 Elemente aus; das letzte Ergebnis war %2 alt.</translation>
    </message>
    <message>
        <source>%1 items are pending; the last result is %2 old.</source>
        <translation>%1 Elemente stehen aus; das letzte Ergebnis ist %2 alt.</translation>
    </message>
    <message>
        <source>1 item was pending at this moment; the last result was %1 old.</source>
        <translation>1 Element stand in diesem Augenblick aus; das letzte Ergebnis war %1 alt.</translation>
    </message>
    <message>
        <source>1 item is pending; the last result is %1 old.</source>
        <translation>1 Element steht aus; das letzte Ergebnis ist %1 alt.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StandstillWatch</name>
    <message>
        <source>&amp;Why is nothing happening?</source>
        <translation>&amp;Warum geschieht nichts?</translation>
    </message>
    <message>
        <source>Why is nothing happening? (Shift+F1)</source>
        <translation>Warum geschieht nichts? (Umschalt+F1)</translation>
    </message>
    <message>
        <source>Nothing has moved for %1: why?</source>
        <translation>Seit %1 bewegt sich nichts: warum?</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StartMethodWords</name>
    <message>
        <source>A copy of the host, with all it holds in memory.</source>
        <translation>Eine Kopie des Hosts mit allem, was er im Speicher hat.</translation>
    </message>
    <message>
        <source>A fresh program that shares nothing with the host.</source>
        <translation>Ein frisches Programm, das nichts mit dem Host teilt.</translation>
    </message>
    <message>
        <source>Forked from a small clean server, not from the host.</source>
        <translation>Von einem kleinen sauberen Server abgespalten, nicht vom Host.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StateLegend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>S starting, I initializing, R running, C transport, point idle, B stopped, O retiring, X crashed; ! a failed task, ring a worker that was replaced</source>
        <translation>S startet, I initialisiert, R läuft, C Transport, Punkt untätig, B angehalten, O tritt ab, X abgestürzt; ! ein fehlgeschlagener Task, Ring ein ersetzter Worker</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>abgestürzt</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>getötet</translation>
    </message>
    <message>
        <source>time out</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>by request</source>
        <translation>auf Wunsch</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StatusLine</name>
    <message>
        <source>How the pool stands</source>
        <translation>Wie der Pool steht</translation>
    </message>
    <message>
        <source>Items that came to their end, of all that were submitted</source>
        <translation>Elemente, die zu Ende kamen, von allen eingereichten</translation>
    </message>
    <message>
        <source>Items that failed, were lost, timed out or were cancelled</source>
        <translation>Elemente, die fehlschlugen, verloren gingen, ihre Zeit überschritten oder abgebrochen wurden</translation>
    </message>
    <message>
        <source>Workers that crashed, were killed or left by themselves</source>
        <translation>Worker, die abstürzten, getötet wurden oder von selbst gingen</translation>
    </message>
    <message>
        <source>Workers that live, of all that were started</source>
        <translation>Worker, die leben, von allen gestarteten</translation>
    </message>
    <message>
        <source>Time in which workers ran tasks, of the time in which they were there</source>
        <translation>Zeit, in der Worker Tasks ausführten, von der Zeit, in der sie da waren</translation>
    </message>
    <message>
        <source>Tasks a second</source>
        <translation>Tasks je Sekunde</translation>
    </message>
    <message>
        <source>Length of the run</source>
        <translation>Länge des Laufs</translation>
    </message>
    <message>
        <source>What the trace keeps: everything that happened, from the first record on</source>
        <translation>Was die Aufzeichnung behält: alles, was geschah, vom ersten Eintrag an</translation>
    </message>
    <message>
        <source>Records of the trace that contradict what went before, and were not believed</source>
        <translation>Einträge der Aufzeichnung, die dem Vorigen widersprechen und nicht geglaubt wurden</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>%1: no pool yet</source>
        <translation>%1: noch kein Pool</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1, angehalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>reading the trace, %1 behind</source>
        <translation>liest die Aufzeichnung, %1 zurück</translation>
    </message>
    <message>
        <source>reading the trace</source>
        <translation>liest die Aufzeichnung</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>no pool in this trace</source>
        <translation>kein Pool in dieser Aufzeichnung</translation>
    </message>
    <message>
        <source>host gone, the trace broke off</source>
        <translation>Host verschwunden, die Aufzeichnung brach ab</translation>
    </message>
    <message>
        <source>%1, join waits for %2 workers</source>
        <translation>%1, join wartet auf %2 Worker</translation>
    </message>
    <message>
        <source>%1 when the trace stops</source>
        <translation>%1 am Ende der Aufzeichnung</translation>
    </message>
    <message>
        <source>%1 / %2 items</source>
        <translation>%1 / %2 Elemente</translation>
    </message>
    <message>
        <source>: %1 done</source>
        <translation>: %1 fertig</translation>
    </message>
    <message>
        <source>%1 submitted = %2 done + %3 failed + %4 lost + %5 timed out + %6 cancelled</source>
        <translation>%1 eingereicht = %2 fertig + %3 fehlgeschlagen + %4 verloren + %5 Zeit überschritten + %6 abgebrochen</translation>
    </message>
    <message>
        <source> + %1 to come</source>
        <translation> + %1 ausstehend</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 verloren</translation>
    </message>
    <message>
        <source>%1 timed out</source>
        <translation>%1 Zeit überschritten</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>%1 abgebrochen</translation>
    </message>
    <message>
        <source>%1 ended badly</source>
        <translation>%1 schlecht geendet</translation>
    </message>
    <message>
        <source>%1 of %2 workers alive</source>
        <translation>%1 von %2 Workern leben</translation>
    </message>
    <message>
        <source>util %1</source>
        <translation>Ausl. %1</translation>
    </message>
    <message>
        <source>%1 tasks/s</source>
        <translation>%1 Tasks/s</translation>
    </message>
    <message>
        <source>contradictions: %1</source>
        <translation>Widersprüche: %1</translation>
    </message>
    <message>
        <source>all %1 records kept</source>
        <translation>alle %1 Einträge behalten</translation>
    </message>
    <message>
        <source>Whose pool this is, and what you may do with it</source>
        <translation>Wessen Pool dies ist und was man damit darf</translation>
    </message>
    <message>
        <source>attached to %1 (%2), %3</source>
        <translation>angebunden an %1 (%2), %3</translation>
    </message>
    <message>
        <source>control allowed</source>
        <translation>Steuern erlaubt</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur ansehen</translation>
    </message>
    <message>
        <source>What this window takes of one processor, all its threads together</source>
        <translation>Was dieses Fenster von einem Prozessor nimmt, alle seine Threads zusammen</translation>
    </message>
    <message>
        <source>window %1 CPU</source>
        <translation>Fenster %1 CPU</translation>
    </message>
    <message>
        <source>%1 when the recording stopped</source>
        <translation>%1, als die Aufzeichnung aufhörte</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StorageDialog</name>
    <message>
        <source>How much may be kept</source>
        <translation>Wie viel behalten werden darf</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>On the &amp;disk</source>
        <translation>Auf der &amp;Platte</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>&amp;Läufe</translation>
    </message>
    <message>
        <source>&amp;Set these limits</source>
        <translation>Diese Grenzen &amp;setzen</translation>
    </message>
    <message>
        <source>When there is more than this, the oldest runs are removed. Runs that go on, are open, pinned, a baseline, or have a name, a note or a tag of yours stay.</source>
        <translation>Wird es mehr, werden die ältesten Läufe entfernt. Läufe, die weiterlaufen, offen, angeheftet oder Vergleichslauf sind oder Namen, Notiz oder Stichwort haben, bleiben.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepChart</name>
    <message>
        <source>times of the configurations</source>
        <translation>Zeiten der Einstellungen</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>chosen: %1, %2</source>
        <translation>gewählt: %1, %2</translation>
    </message>
    <message>
        <source>Up, Down, Home, End</source>
        <translation>Auf, Ab, Pos1, Ende</translation>
    </message>
    <message>
        <source>Chooses a configuration</source>
        <translation>Wählt eine Konfiguration</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Goes to what can be done with the chosen configuration</source>
        <translation>Geht zu dem, was sich mit der gewählten Konfiguration tun lässt</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepChoice</name>
    <message>
        <source>&amp;Use this configuration</source>
        <translation>Diese Einstellung &amp;verwenden</translation>
    </message>
    <message>
        <source>chosen configuration</source>
        <translation>gewählte Einstellung</translation>
    </message>
    <message>
        <source>Put it into the scenario&apos;s form; Undo takes it back</source>
        <translation>In das Formular des Szenarios übernehmen; Rückgängig nimmt es zurück</translation>
    </message>
    <message>
        <source>Choose a configuration to use it, or to compare its runs.</source>
        <translation>Wähle eine Einstellung, um sie zu verwenden oder ihre Läufe zu vergleichen.</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>&amp;Compare with all</source>
        <translation>Mit allen ver&amp;gleichen</translation>
    </message>
    <message>
        <source>&amp;Compare with the fastest</source>
        <translation>Mit der schnellsten ver&amp;gleichen</translation>
    </message>
    <message>
        <source>Open the runs that were kept in the Compare page</source>
        <translation>Die behaltenen Läufe auf der Seite Vergleich öffnen</translation>
    </message>
    <message>
        <source>No runs of it were kept</source>
        <translation>Davon wurden keine Läufe behalten</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepCurves</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Speed-up over processes</source>
        <translation>Beschleunigung über processes</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Noch nichts zu zeigen</translation>
    </message>
    <message>
        <source>over %1: median and 95 %</source>
        <translation>über %1: Median und 95 %</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>law</source>
        <translation>Gesetz</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % von</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % bis</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepLink</name>
    <message>
        <source>In the form: %1. Undo takes it back.</source>
        <translation>Im Formular: %1. Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>%1 is no sweep that can be used.</source>
        <translation>%1 ist keine brauchbare Messreihe.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepMap</name>
    <message>
        <source>medians by two parameters</source>
        <translation>Mediane nach zwei Werten</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepMapModel</name>
    <message>
        <source>failed</source>
        <translation>misslungen</translation>
    </message>
    <message>
        <source>fastest</source>
        <translation>am schnellsten</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepPage</name>
    <message>
        <source>Start sweep</source>
        <translation>Messreihe starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Run the scenario again and again with these settings, interleaved</source>
        <translation>Das Szenario wieder und wieder mit diesen Werten ausführen, im Wechsel</translation>
    </message>
    <message>
        <source>What was run is kept; Continue goes on from there</source>
        <translation>Was lief, wird behalten; Weiter macht von dort weiter</translation>
    </message>
    <message>
        <source>how certain it is</source>
        <translation>wie sicher es ist</translation>
    </message>
    <message>
        <source>runs made</source>
        <translation>gemachte Läufe</translation>
    </message>
    <message>
        <source>Settings of the scenario at the left are varied, and every run is made in turn with the others.</source>
        <translation>Werte des Szenarios links werden verändert, und alle Läufe wechseln sich ab.</translation>
    </message>
    <message>
        <source>Stopped. What was run is kept.</source>
        <translation>Angehalten. Was lief, wird behalten.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Go on where it was stopped</source>
        <translation>Weitermachen, wo angehalten wurde</translation>
    </message>
    <message>
        <source>Open a sweep file, with its scenario</source>
        <translation>Eine Messreihe aus einer Datei öffnen, mit ihrem Szenario</translation>
    </message>
    <message>
        <source>Save this sweep as a file, which poolscope sweep runs, too</source>
        <translation>Diese Messreihe als Datei speichern, die auch poolscope sweep ausführt</translation>
    </message>
    <message>
        <source>What came of it: an HTML page with pictures, CSV or JSON</source>
        <translation>Was herauskam: eine HTML-Seite mit Bildern, CSV oder JSON</translation>
    </message>
    <message>
        <source>%p % certain: %1</source>
        <translation>%p % sicher: %1</translation>
    </message>
    <message>
        <source>The configuration cannot be put into the form.</source>
        <translation>Die Einstellung lässt sich nicht in das Formular übernehmen.</translation>
    </message>
    <message>
        <source>A sweep is going on: stop it first.</source>
        <translation>Eine Messreihe läuft: halte sie erst an.</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>Open a sweep</source>
        <translation>Messreihe öffnen</translation>
    </message>
    <message>
        <source>Sweeps (*.json)</source>
        <translation>Messreihen (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the sweep</source>
        <translation>Messreihe speichern</translation>
    </message>
    <message>
        <source>Sweeps (*.sweep.json *.json)</source>
        <translation>Messreihen (*.sweep.json *.json)</translation>
    </message>
    <message>
        <source>Export the sweep</source>
        <translation>Messreihe exportieren</translation>
    </message>
    <message>
        <source>HTML, a page with pictures (*.html)</source>
        <translation>HTML, eine Seite mit Bildern (*.html)</translation>
    </message>
    <message>
        <source>CSV, a row a run (*.csv)</source>
        <translation>CSV, eine Zeile je Lauf (*.csv)</translation>
    </message>
    <message>
        <source>JSON, with what was found (*.json)</source>
        <translation>JSON, mit dem Gefundenen (*.json)</translation>
    </message>
    <message>
        <source>It begins ...</source>
        <translation>Es beginnt ...</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepRunner</name>
    <message>
        <source>The sweep could not be started: %1</source>
        <translation>Die Messreihe ließ sich nicht starten: %1</translation>
    </message>
    <message>
        <source>The sweep ended with status %1.</source>
        <translation>Die Messreihe endete mit Status %1.</translation>
    </message>
    <message>
        <source>The sweep was ended by signal %1.</source>
        <translation>Die Messreihe wurde von Signal %1 beendet.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::SweepSetup</name>
    <message>
        <source>&amp;stop when it is certain</source>
        <translation>&amp;anhalten, wenn es sicher ist</translation>
    </message>
    <message>
        <source>&amp;processes</source>
        <translation>&amp;processes</translation>
    </message>
    <message>
        <source>1, 2, 4 or 1..8</source>
        <translation>1, 2, 4 oder 1..8</translation>
    </message>
    <message>
        <source>start &amp;method</source>
        <translation>Start&amp;methode</translation>
    </message>
    <message>
        <source>fork, spawn, forkserver</source>
        <translation>fork, spawn, forkserver</translation>
    </message>
    <message>
        <source>&amp;chunksize</source>
        <translation>&amp;chunksize</translation>
    </message>
    <message>
        <source>max&amp;tasksperchild</source>
        <translation>max&amp;tasksperchild</translation>
    </message>
    <message>
        <source>none, 1, 10</source>
        <translation>none, 1, 10</translation>
    </message>
    <message>
        <source>&amp;initializer</source>
        <translation>&amp;initializer</translation>
    </message>
    <message>
        <source>none, host_note</source>
        <translation>none, host_note</translation>
    </message>
    <message>
        <source>task si&amp;ze</source>
        <translation>Task&amp;größe</translation>
    </message>
    <message>
        <source>1, 2, 4: times as large</source>
        <translation>1, 2, 4: mal so groß</translation>
    </message>
    <message>
        <source>&amp;order</source>
        <translation>&amp;Reihenfolge</translation>
    </message>
    <message>
        <source>as_given, longest_first</source>
        <translation>as_given, longest_first</translation>
    </message>
    <message>
        <source>Go on beyond the repetitions until every difference is certain or excluded, and end then</source>
        <translation>Über die Wiederholungen hinaus weitermachen, bis jeder Unterschied sicher oder ausgeschlossen ist, und dann enden</translation>
    </message>
    <message>
        <source>&amp;repetitions</source>
        <translation>&amp;Wiederholungen</translation>
    </message>
    <message>
        <source>&amp;warm-up</source>
        <translation>Auf&amp;wärmen</translation>
    </message>
    <message>
        <source>Type the values of at least one setting: 1, 2, 4</source>
        <translation>Die Werte von mindestens einer Einstellung tippen: 1, 2, 4</translation>
    </message>
    <message>
        <source>default, 1..1000 x10</source>
        <translation>default, 1..1000 x10</translation>
    </message>
    <message>
        <source>as the scenario&apos;s</source>
        <translation>wie das Szenario</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Values with commas between them: 1, 2, 4. Ranges: 1..8, 0..100 step 10, 1..64 x2. An empty line is not varied.</source>
        <translation>Werte mit Kommas dazwischen: 1, 2, 4. Bereiche: 1..8, 0..100 step 10, 1..64 x2. Eine leere Zeile wird nicht verändert.</translation>
    </message>
    <message>
        <source>Runs of each configuration, at least</source>
        <translation>Läufe jeder Einstellung, mindestens</translation>
    </message>
    <message>
        <source>And at most, when it goes on until it is certain</source>
        <translation>Und höchstens, wenn es weitergeht, bis es sicher ist</translation>
    </message>
    <message>
        <source>Runs of each before those, which do not count</source>
        <translation>Läufe jeder Einstellung vor diesen, die nicht zählen</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>A difference that nobody minds</source>
        <translation>Ein Unterschied, der niemanden stört</translation>
    </message>
    <message>
        <source>So many runs of each configuration are kept on the Runs page, to be opened and compared; 100 runs and 256 MiB at most</source>
        <translation>So viele Läufe jeder Einstellung werden auf der Seite Läufe behalten, um sie zu öffnen und zu vergleichen; höchstens 100 Läufe und 256 MiB</translation>
    </message>
    <message>
        <source>&amp;at most</source>
        <translation>&amp;höchstens</translation>
    </message>
    <message>
        <source>mar&amp;gin</source>
        <translation>S&amp;pielraum</translation>
    </message>
    <message>
        <source>&amp;keep runs</source>
        <translation>Läufe &amp;behalten</translation>
    </message>
    <message>
        <source>Nothing is varied yet: up to four lines may have values.</source>
        <translation>Noch wird nichts verändert: bis zu vier Zeilen dürfen Werte haben.</translation>
    </message>
    <message>
        <source>Configurations: %1. Runs: %2 to %3.</source>
        <translation>Einstellungen: %1. Läufe: %2 bis %3.</translation>
    </message>
    <message>
        <source>Configurations: %1. Runs: %2.</source>
        <translation>Einstellungen: %1. Läufe: %2.</translation>
    </message>
    <message>
        <source>This gives no values: a range goes from the smaller number to the larger, 1..8.</source>
        <translation>Das ergibt keine Werte: Ein Bereich geht von der kleineren Zahl zur größeren, 1..8.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>only whole numbers, or “default”</source>
        <translation>nur ganze Zahlen oder „default“</translation>
    </message>
    <message>
        <source>only whole numbers, or “none”</source>
        <translation>nur ganze Zahlen oder „none“</translation>
    </message>
    <message>
        <source>only names of start methods, or “default”</source>
        <translation>nur Namen von Startmethoden oder „default“</translation>
    </message>
    <message>
        <source>only names of functions, or “none”</source>
        <translation>nur Namen von Funktionen oder „none“</translation>
    </message>
    <message>
        <source>only numbers</source>
        <translation>nur Zahlen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TablePage</name>
    <message>
        <source>Searching…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>No row fits the filter.</source>
        <translation>Keine Zeile passt zum Filter.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TaskModel</name>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Number of the task: what a worker takes at once, one chunk</source>
        <translation>Nummer des Tasks: was ein Worker auf einmal nimmt, ein Chunk</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Number of the batch</source>
        <translation>Nummer des Batches</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>What is called</source>
        <translation>Was aufgerufen wird</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>Which items of the batch, from 0</source>
        <translation>Welche Elemente des Batches, ab 0</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>How the task stands or ended</source>
        <translation>Wie der Task steht oder endete</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>1 the first time; more after a worker died</source>
        <translation>1 beim ersten Mal; mehr, nachdem ein Worker starb</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Angestanden</translation>
    </message>
    <message>
        <source>From the batch&apos;s submission until a worker got it</source>
        <translation>Vom Einreichen des Batches, bis ein Worker ihn bekam</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Gewartet</translation>
    </message>
    <message>
        <source>From being given to the worker to its begin</source>
        <translation>Von der Übergabe an den Worker bis zum Beginn</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>How long it ran, or has run so far</source>
        <translation>Wie lange er lief oder bisher läuft</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>When it began, since the beginning of the run</source>
        <translation>Wann er begann, seit Beginn des Laufs</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>The worker that it was last given to</source>
        <translation>Der Worker, der ihn zuletzt bekam</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>What it wrote to standard output (out) and standard error (err)</source>
        <translation>Was er auf Standardausgabe (out) und Standardfehlerausgabe (err) schrieb</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TimeAxis</name>
    <message>
        <source>Time axis</source>
        <translation>Zeitskala</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TimePartsBars</name>
    <message>
        <source>Where the time went</source>
        <translation>Wo die Zeit blieb</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3. %4</source>
        <translation>%1: %2, %3. %4</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TimelineStack</name>
    <message>
        <source>at the start</source>
        <translation>am Start</translation>
    </message>
    <message>
        <source>at the first submission</source>
        <translation>am ersten Einreichen</translation>
    </message>
    <message>
        <source>at the first task</source>
        <translation>am ersten Task</translation>
    </message>
    <message>
        <source>when half was done</source>
        <translation>als die Hälfte fertig war</translation>
    </message>
    <message>
        <source>Timelines of the runs</source>
        <translation>Zeitachsen der Läufe</translation>
    </message>
    <message>
        <source>%1: not begun</source>
        <translation>%1: nicht begonnen</translation>
    </message>
    <message>
        <source>%1: ended</source>
        <translation>%1: beendet</translation>
    </message>
    <message>
        <source>%1: no items</source>
        <translation>%1: keine Elemente</translation>
    </message>
    <message>
        <source>%1: %2 of the items settled</source>
        <translation>%1: %2 der Elemente erledigt</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TimelineView</name>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Pan left</source>
        <translation>Nach links schieben</translation>
    </message>
    <message>
        <source>Pan right</source>
        <translation>Nach rechts schieben</translation>
    </message>
    <message>
        <source>Show the whole run</source>
        <translation>Den ganzen Lauf zeigen</translation>
    </message>
    <message>
        <source>Fit the selection</source>
        <translation>Auswahl einpassen</translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation>Dem Lauf folgen</translation>
    </message>
    <message>
        <source>Previous view</source>
        <translation>Vorige Ansicht</translation>
    </message>
    <message>
        <source>Next view</source>
        <translation>Nächste Ansicht</translation>
    </message>
    <message>
        <source>Next task of the worker</source>
        <translation>Nächster Task des Workers</translation>
    </message>
    <message>
        <source>Previous task of the worker</source>
        <translation>Voriger Task des Workers</translation>
    </message>
    <message>
        <source>Next generation in the slot</source>
        <translation>Nächste Generation im Slot</translation>
    </message>
    <message>
        <source>Previous generation in the slot</source>
        <translation>Vorige Generation im Slot</translation>
    </message>
    <message>
        <source>Next failure</source>
        <translation>Nächster Fehler</translation>
    </message>
    <message>
        <source>Previous failure</source>
        <translation>Voriger Fehler</translation>
    </message>
    <message>
        <source>Lane above</source>
        <translation>Spur darüber</translation>
    </message>
    <message>
        <source>Lane below</source>
        <translation>Spur darunter</translation>
    </message>
    <message>
        <source>Move the time cursor left</source>
        <translation>Zeitmarke nach links</translation>
    </message>
    <message>
        <source>Move the time cursor right</source>
        <translation>Zeitmarke nach rechts</translation>
    </message>
    <message>
        <source>Extend the selected area left</source>
        <translation>Gewählten Bereich nach links erweitern</translation>
    </message>
    <message>
        <source>Extend the selected area right</source>
        <translation>Gewählten Bereich nach rechts erweitern</translation>
    </message>
    <message>
        <source>Extend the selected area up</source>
        <translation>Gewählten Bereich nach oben erweitern</translation>
    </message>
    <message>
        <source>Extend the selected area down</source>
        <translation>Gewählten Bereich nach unten erweitern</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts wählen</translation>
    </message>
    <message>
        <source>Press %1 to run</source>
        <translation>%1 startet den Lauf</translation>
    </message>
    <message>
        <source>Every worker gets a lane here, and everything it does becomes a span in it, while it does it.</source>
        <translation>Jeder Worker bekommt hier eine Spur, und alles, was er tut, wird darin zum Balken, während er es tut.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Totals of the selected area</source>
        <translation>Summen des gewählten Bereichs</translation>
    </message>
    <message>
        <source>Drag over the lanes to see the totals of a part</source>
        <translation>Über die Spuren ziehen zeigt die Summen eines Teils</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>‖ Paused: no task begins</source>
        <translation>‖ Angehalten: kein Task beginnt</translation>
    </message>
    <message>
        <source>Live, not following</source>
        <translation>Live, folgt nicht</translation>
    </message>
    <message>
        <source>● Following</source>
        <translation>● Folgt</translation>
    </message>
    <message>
        <source>No run yet. Press %1 to run.</source>
        <translation>Noch kein Lauf. %1 startet ihn.</translation>
    </message>
    <message>
        <source>◆ At %1</source>
        <translation>◆ Bei %1</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Follow the run, or stop following it</source>
        <translation>Dem Lauf folgen oder nicht mehr folgen</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::WhatIfPage</name>
    <message>
        <source>As it was</source>
        <translation>Wie es war</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>processes</source>
        <translation>processes</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>wie es war</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>as given</source>
        <translation>wie gegeben</translation>
    </message>
    <message>
        <source>longest first</source>
        <translation>längste zuerst</translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation>kürzeste zuerst</translation>
    </message>
    <message>
        <source>shuffled</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>Put in the settings with which the run was made</source>
        <translation>Die Werte einsetzen, mit denen der Lauf gemacht wurde</translation>
    </message>
    <message>
        <source>Run it with these settings for real, and learn from how far the prediction is off</source>
        <translation>Mit diesen Werten wirklich ausführen und lernen, wie weit die Vorhersage danebenliegt</translation>
    </message>
    <message>
        <source>&amp;processes</source>
        <translation>&amp;processes</translation>
    </message>
    <message>
        <source>&amp;chunksize</source>
        <translation>&amp;chunksize</translation>
    </message>
    <message>
        <source>&amp;order</source>
        <translation>&amp;Reihenfolge</translation>
    </message>
    <message>
        <source>&amp;maxtasksperchild</source>
        <translation>&amp;maxtasksperchild</translation>
    </message>
    <message>
        <source>&amp;start method</source>
        <translation>&amp;Startmethode</translation>
    </message>
    <message>
        <source>What if?</source>
        <translation>Was wäre wenn?</translation>
    </message>
    <message>
        <source>The run is being read.</source>
        <translation>Der Lauf wird gelesen.</translation>
    </message>
    <message>
        <source>When a run has ended, this shows what other settings would have given: more workers, other chunks, another order.</source>
        <translation>Ist ein Lauf zu Ende, zeigt dies, was andere Werte ergeben hätten: mehr Worker, andere Chunks, eine andere Reihenfolge.</translation>
    </message>
    <message>
        <source>Tasks of several items were recorded as one piece: each item counts as their mean.</source>
        <translation>Tasks aus mehreren Elementen wurden als ein Stück aufgezeichnet: jedes Element zählt als ihr Mittel.</translation>
    </message>
    <message>
        <source>Too short to see how much of it was computing: what does not sleep is taken to compute.</source>
        <translation>Zu kurz, um zu sehen, wie viel davon Rechnen war: was nicht schläft, gilt als rechnend.</translation>
    </message>
    <message>
        <source>Items that never ended count as the mean of the others.</source>
        <translation>Elemente, die nie endeten, zählen als Mittel der anderen.</translation>
    </message>
    <message>
        <source>Processors that computing shares: %1.</source>
        <translation>Prozessoren, die sich das Rechnen teilt: %1.</translation>
    </message>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>recycling</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>chunks</source>
        <translation>Chunks</translation>
    </message>
    <message>
        <source>order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>uneven rest</source>
        <translation>ungleicher Rest</translation>
    </message>
    <message>
        <source>not explained</source>
        <translation>nicht erklärt</translation>
    </message>
    <message>
        <source>%1 % %2</source>
        <translation>%1 % %2</translation>
    </message>
    <message>
        <source>lost nothing worth telling</source>
        <translation>nichts Nennenswertes verloren</translation>
    </message>
    <message>
        <source>lost %1 %: %2</source>
        <translation>%1 % verloren: %2</translation>
    </message>
    <message>
        <source>%1 % less</source>
        <translation>%1 % weniger</translation>
    </message>
    <message>
        <source>%1 % more</source>
        <translation>%1 % mehr</translation>
    </message>
    <message>
        <source>%1 instead of %2 (%3)</source>
        <translation>%1 statt %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>Between %1 and %2, as far as earlier predictions were off (%n verified)</source>
        <translation>
            <numerusform>Zwischen %1 und %2, so weit frühere Vorhersagen danebenlagen (%n nachgeprüft)</numerusform>
            <numerusform>Zwischen %1 und %2, so weit frühere Vorhersagen danebenlagen (%n nachgeprüft)</numerusform>
        </translation>
    </message>
    <message>
        <source>The run %1</source>
        <translation>Der Lauf hat %1</translation>
    </message>
    <message>
        <source>This, from %1 to %2, would have %3</source>
        <translation>Dies, von %1 bis %2, hätte %3</translation>
    </message>
    <message>
        <source>It runs for real ...</source>
        <translation>Es läuft wirklich ...</translation>
    </message>
    <message>
        <source>It did not run: %1</source>
        <translation>Es lief nicht: %1</translation>
    </message>
    <message>
        <source>Verified: it took %1, and %2 were predicted (%3 %).</source>
        <translation>Nachgeprüft: es dauerte %1, vorhergesagt waren %2 (%3 %).</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>What is shown here: an HTML page with pictures, CSV or JSON</source>
        <translation>Was hier gezeigt wird: eine HTML-Seite mit Bildern, CSV oder JSON</translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>Exportieren, was gezeigt wird</translation>
    </message>
    <message>
        <source>HTML, a page with pictures (*.html)</source>
        <translation>HTML, eine Seite mit Bildern (*.html)</translation>
    </message>
    <message>
        <source>CSV, a row for each of the settings (*.csv)</source>
        <translation>CSV, eine Zeile für jede der Einstellungen (*.csv)</translation>
    </message>
    <message>
        <source>JSON, with every figure (*.json)</source>
        <translation>JSON, mit allen Zahlen (*.json)</translation>
    </message>
    <message>
        <source>Not simulated: %1.</source>
        <translation>Nicht simuliert: %1.</translation>
    </message>
    <message>
        <source>Costs of other start methods were not measured here: usual ones are taken.</source>
        <translation>Was andere Startmethoden kosten, wurde hier nicht gemessen: Es gelten übliche Werte.</translation>
    </message>
    <message>
        <source>It is the trace itself: choose another name.</source>
        <translation>Das ist die Aufzeichnung selbst: einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>poolscope::ui::WorkerModel</name>
    <message>
        <source>Slot</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>The place in the pool, from 0</source>
        <translation>Der Platz im Pool, ab 0</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>The name of this life of the slot</source>
        <translation>Der Name dieses Lebens des Slots</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Process id</source>
        <translation>Prozessnummer</translation>
    </message>
    <message>
        <source>Gen</source>
        <translation>Gen</translation>
    </message>
    <message>
        <source>Generation: how many workers this slot has had</source>
        <translation>Generation: wie viele Worker dieser Slot hatte</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What the worker does now</source>
        <translation>Was der Worker jetzt tut</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>The task that it runs now</source>
        <translation>Der Task, den er jetzt ausführt</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>For how long it has run that task; for a worker that has gone, how long it lived</source>
        <translation>Wie lange er diesen Task schon ausführt; bei einem Worker, der gegangen ist, wie lange er lebte</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>Tasks fertig</translation>
    </message>
    <message>
        <source>Tasks (chunks) completed, of maxtasksperchild if there is one</source>
        <translation>Erledigte Tasks (Chunks), von maxtasksperchild, wenn es gesetzt ist</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Share of one CPU, between the last two samples; for a worker that has gone, over its life</source>
        <translation>Anteil einer CPU zwischen den letzten zwei Messungen; bei einem Worker, der gegangen ist, über sein Leben</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Resident memory, at the last sample</source>
        <translation>Residenter Speicher bei der letzten Messung</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Why the worker is gone</source>
        <translation>Warum der Worker weg ist</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
</TS>
