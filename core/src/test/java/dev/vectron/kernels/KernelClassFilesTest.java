package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelClassFilesTest {
    /** Larger methods were seen to stay for ever in a compiler tier that boxes every vector. */
    private static final int MOST_BYTECODES = 2000;

    @Test
    void noMethodIsTooLargeForTheCompilers() throws Exception {
        List<String> tooLarge = new ArrayList<>();
        int methods = 0;
        for (ClassModel type : classes()) {
            for (MethodModel method : type.methods()) {
                int length = method.findAttribute(Attributes.code()).map(CodeAttribute::codeLength).orElse(0);
                methods++;
                if (length > MOST_BYTECODES) {
                    String name = method.methodName().stringValue();
                    tooLarge.add(type.thisClass().asInternalName() + "." + name + ": " + length);
                }
            }
        }

        assertThat(methods).isGreaterThan(150);
        assertThat(tooLarge).isEmpty();
    }

    @Test
    void onlyClassesNamedVectorMentionTheVectorApi() throws Exception {
        List<String> mentioning = new ArrayList<>();
        for (ClassModel type : classes()) {
            for (PoolEntry entry : type.constantPool()) {
                if (entry instanceof Utf8Entry text && text.stringValue().contains("jdk/incubator/vector")) {
                    mentioning.add(type.thisClass().asInternalName().replace("dev/vectron/kernels/", ""));
                    break;
                }
            }
        }

        assertThat(mentioning).contains("VectorLanes", "VectorRowTiles").allMatch(name -> name.startsWith("Vector"));
    }

    private static List<ClassModel> classes() throws Exception {
        Path folder = ForkedJava.folder(Kernels.class).resolve("dev/vectron/kernels");
        List<ClassModel> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                classes.add(parse(file));
            }
        }
        return classes;
    }

    private static ClassModel parse(Path file) throws IOException {
        return ClassFile.of().parse(Files.readAllBytes(file));
    }
}
