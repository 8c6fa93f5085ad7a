package dev.vectron.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.training.TrainingListener;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
    @Test
    void bothListenersAreToldOfEverything() throws Exception {
        List<String> calls = new ArrayList<>();
        TrainingListener both = new Course.Both(listener("one", calls), listener("other", calls));

        for (Method method : TrainingListener.class.getMethods()) {
            calls.clear();
            method.invoke(both, new Object[method.getParameterCount()]);

            assertThat(calls).as(method.getName()).containsExactly("one " + method.getName(),
                    "other " + method.getName());
        }
    }

    private static TrainingListener listener(String name, List<String> calls) {
        return (TrainingListener) Proxy.newProxyInstance(CourseTest.class.getClassLoader(),
                new Class<?>[] {TrainingListener.class}, (proxy, method, args) -> {
                    calls.add(name + " " + method.getName());
                    return null;
                });
    }
}
