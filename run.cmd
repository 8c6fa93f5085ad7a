@echo off
rem Does on Windows what ./run does elsewhere; see there.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "arguments=%*"
set "module=examples"
set "main=dev.vectron.examples.Examples"
if not "%~1"=="bench" if not "%~1"=="speed" goto chosen
set "module=bench"
set "main=org.openjdk.jmh.Main"
if "%~1"=="speed" set "main=dev.vectron.bench.speed.Speed"
set "arguments="
for /f "tokens=1*" %%a in ("%*") do set "arguments=%%b"
:chosen
set "target=%root%\%module%\target"
set "record=%target%\launch.txt"
set "log=%target%\run-build.log"

call :up_to_date
if not errorlevel 1 goto launch

rem One build at a time: whoever has the lock file open. Windows closes it when its owner ends, however it ends.
set /a attempts=0
:lock
set "entered="
set "failed="
8>&2 2>nul ( 9>"%root%\.run.lock" (2>&8 call :build_alone) )
if defined failed exit /b 1
if defined entered goto built
set /a attempts+=1
if %attempts% geq 900 (
    echo Another run.cmd has been building for too long, or %root% cannot be written.>&2
    exit /b 1
)
ping -n 2 127.0.0.1 >nul
goto lock
:built
call :read_jdk
if not errorlevel 1 goto launch
echo The build left no usable %record%>&2
exit /b 1

:launch
"%jdk%\bin\java.exe" %VECTRON_JAVA_OPTS% "@%target%\launch.args" %main% %arguments%
exit /b %errorlevel%

:read_jdk
set "jdk="
if not exist "%record%" exit /b 1
set /p jdk=<"%record%"
if not exist "%jdk%\bin\java.exe" exit /b 1
exit /b 0

:up_to_date
call :read_jdk
if errorlevel 1 exit /b 1
"%jdk%\bin\java.exe" -XX:TieredStopAtLevel=1 "%root%\launch\UpToDate.java" "%root%" "%record%" >nul 2>nul
exit /b %errorlevel%

:build_alone
set "entered=yes"
call :up_to_date
if not errorlevel 1 exit /b 0
where mvn >nul 2>nul
if errorlevel 1 (
    echo Vectron needs Maven 3.8 or newer to build itself: install it so that mvn is on the PATH.>&2
    set "failed=yes"
    exit /b 1
)
if not exist "%target%" mkdir "%target%"
echo Building Vectron (once, about a minute) ...>&2
call mvn -q -f "%root%\pom.xml" -pl %module% -am process-classes >"%log%" 2>&1 <nul
if not errorlevel 1 exit /b 0
set "failed=yes"
findstr /c:"Cannot find matching toolchain" "%log%" >nul
if not errorlevel 1 (
    echo Vectron needs JDK 25 and found none: install it, for example Temurin 25 from https://adoptium.net, or set JAVA_HOME to it.>&2
    exit /b 1
)
findstr /b /c:"[ERROR]" "%log%" >&2
echo The build failed; all of its output: %log%>&2
exit /b 1
