package io.omendb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guards the arrows between the modules: which may use which, where gRPC may be seen, and that no
 * two packages use each other. It stands in {@code benchmarks} because there alone every module is
 * on the class path. A class belongs to the module whose folder or jar it was read from, so no rule
 * is escaped by the name of a package.
 */
final class ArchitectureTest {

  /** A module, the root of its packages and the modules of ours that its classes may use. */
  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, which its type does not say.
  enum Module {
    API("omen-api", "io.omendb"),
    TESTKIT("omen-testkit", "io.omendb.testkit", API),
    INDEX("omen-index", "io.omendb.index", API),
    STORAGE("omen-storage", "io.omendb.storage", API),
    COMPUTE("omen-compute", "io.omendb.compute", API),
    GRAPH("omen-graph", "io.omendb.graph", API),
    CORE("omen-core", "io.omendb.core", API),
    SERVER("omen-server", "io.omendb.server", API, CORE),
    FLIGHT("omen-flight", "io.omendb.flight", API, CORE, SERVER),
    BENCHMARKS(
        "benchmarks",
        "io.omendb.benchmarks",
        API,
        TESTKIT,
        INDEX,
        STORAGE,
        COMPUTE,
        GRAPH,
        CORE,
        SERVER);

    private static final Pattern LOCATION =
        Pattern.compile(".*/(?:([a-z-]+)/target/classes/|([a-z-]+)-[0-9][^/]*\\.jar!/).*");

    private final String folder;
    private final String rootPackage;
    private final Set<Module> mayUse;

    Module(String folder, String rootPackage, Module... mayUse) {
      this.folder = folder;
      this.rootPackage = rootPackage;
      this.mayUse = Set.of(mayUse);
    }

    /** The module whose folder or jar holds the class, or whose elements an array has. */
    private static Optional<Module> of(JavaClass javaClass) {
      return javaClass
          .getBaseComponentType()
          .getSource()
          .map(source -> LOCATION.matcher(source.getUri().toString()))
          .filter(Matcher::matches)
          .map(location -> Optional.ofNullable(location.group(1)).orElse(location.group(2)))
          .flatMap(name -> Arrays.stream(values()).filter(m -> m.folder.equals(name)).findFirst());
    }

    private DescribedPredicate<JavaClass> classesOf() {
      return DescribedPredicate.describe("are in " + this, c -> of(c).equals(Optional.of(this)));
    }

    private DescribedPredicate<JavaClass> classesItMayUse() {
      return DescribedPredicate.describe(
          mayUse.isEmpty() ? "are in no other module" : "are in " + mayUse,
          c -> of(c).map(module -> module == this || mayUse.contains(module)).orElse(true));
    }

    @Override
    public String toString() {
      return folder;
    }
  }

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.omendb");

  /** Without this the other tests would pass on an empty class path or an empty module. */
  @Test
  void import_findsClassesOfEveryModule() {
    EnumSet<Module> found = EnumSet.noneOf(Module.class);
    for (JavaClass javaClass : OURS) {
      Optional<Module> module = Module.of(javaClass);
      assertTrue(
          module.isPresent(), () -> javaClass + " is in no module: " + javaClass.getSource());
      if (!javaClass.getSimpleName().equals("package-info")) {
        module.ifPresent(found::add);
      }
    }
    assertEquals(EnumSet.allOf(Module.class), found, "modules of which a class was imported");
  }

  @ParameterizedTest
  @EnumSource
  void module_usesOnlyModulesBelowIt(Module module) {
    classes()
        .that(module.classesOf())
        .should()
        .onlyDependOnClassesThat(module.classesItMayUse())
        .because("arrows point down only")
        .allowEmptyShould(true)
        .check(OURS);
  }

  @ParameterizedTest
  @EnumSource
  void module_keepsToItsPackages(Module module) {
    classes()
        .that(module.classesOf())
        .should()
        .resideInAPackage(module.rootPackage + "..")
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void package_liesInOneModule() {
    Map<String, Set<Module>> modules = new TreeMap<>();
    for (JavaClass javaClass : OURS) {
      Module.of(javaClass)
          .ifPresent(module ->
              modules
                  .computeIfAbsent(javaClass.getPackageName(), name -> new TreeSet<>())
                  .add(module));
    }
    modules.values().removeIf(holders -> holders.size() == 1);
    assertEquals(Map.of(), modules, "packages split over modules");
  }

  @Test
  void api_usesTheJdkAndJSpecifyOnly() {
    classes()
        .that(Module.API.classesOf())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.omendb..")
        .because("whoever writes an engine should not inherit our libraries")
        .check(OURS);
  }

  @Test
  void grpcAndProtobuf_stayInTheServerAndFlight() {
    noClasses()
        .that(
            DescribedPredicate.not(Module.SERVER.classesOf())
                .and(DescribedPredicate.not(Module.FLIGHT.classesOf())))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "com.google.protobuf..")
        .because("the wire format is not the data model")
        .check(OURS);
  }

  /** The root package, which the pattern leaves out, is the one that all others may use. */
  @Test
  void packages_haveNoCycle() {
    slices().matching("io.omendb.(**)").should().beFreeOfCycles().check(OURS);
  }
}
