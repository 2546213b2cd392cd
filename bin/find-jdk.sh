# Sourced, not run: finds a JDK >= 25 and exports its folder as JAVA_HOME, or says what to install
# and returns 1. Looks at JAVA_HOME, then `java` on PATH, then the usual folders of Linux, macOS and
# SDKMAN. Reads the JDK's `release` file, for starting a JVM to ask it costs 20 ms and more.
# For bash and POSIX sh alike; sets no shell option and leaves no variable behind but JAVA_HOME.

omen_jdk_min=25

# omen_jdk_ok HOME: true where HOME is a JDK (with a compiler) of at least omen_jdk_min.
omen_jdk_ok() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r omen_line || [ -n "$omen_line" ]; do
    case $omen_line in
      JAVA_VERSION=*)
        omen_line=${omen_line#JAVA_VERSION=}
        omen_line=${omen_line#\"}
        omen_line=${omen_line%%[!0-9]*}
        [ -n "$omen_line" ] && [ "$omen_line" -ge "$omen_jdk_min" ]
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# omen_jdk_on_path: prints the home of the `java` on PATH, its links followed.
omen_jdk_on_path() {
  omen_java=$(command -v java) || return 1
  omen_hops=0
  while [ -L "$omen_java" ] && [ "$omen_hops" -lt 20 ]; do
    omen_hops=$((omen_hops + 1))
    omen_target=$(readlink "$omen_java") || return 1
    case $omen_target in
      /*) omen_java=$omen_target ;;
      *) omen_java=${omen_java%/*}/$omen_target ;;
    esac
  done
  (CDPATH='' cd -P "${omen_java%/*}/.." 2>/dev/null && pwd)
}

omen_find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && omen_jdk_ok "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  if omen_home=$(omen_jdk_on_path) && omen_jdk_ok "$omen_home"; then
    export JAVA_HOME="$omen_home"
    return 0
  fi
  for omen_home in \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${SDKMAN_CANDIDATES_DIR:-${HOME:-/nonexistent}/.sdkman/candidates}"/java/* \
    "${HOME:-/nonexistent}"/.jdks/*; do
    if omen_jdk_ok "$omen_home"; then
      export JAVA_HOME="$omen_home"
      return 0
    fi
  done
  echo "OmenDB needs a JDK $omen_jdk_min or newer and found none: install one (Debian: temurin-$omen_jdk_min-jdk or openjdk-$omen_jdk_min-jdk; macOS: brew install openjdk@$omen_jdk_min; anywhere: sdk install java $omen_jdk_min-tem) or set JAVA_HOME." >&2
  return 1
}

omen_forget() {
  unset omen_jdk_min omen_line omen_java omen_hops omen_target omen_home
  unset -f omen_jdk_ok omen_jdk_on_path omen_find_jdk omen_forget
}

if omen_find_jdk; then
  omen_forget
  return 0
else
  omen_forget
  return 1
fi
